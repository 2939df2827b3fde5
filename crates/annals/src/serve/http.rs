//! A server of files for one person on the same machine: GET and HEAD, one request a connection.
//!
//! It stands on the standard library alone, since one reader needs neither TLS nor connections that
//! are kept, and a library for the rest would be larger than this file. It answers nobody but pages of its own address, so that
//! no web site can read drafts through a name that leads here.

use super::live::{self, Live};
use crate::walk::SITE_MARKER;
use std::borrow::Cow;
use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// How long a request may take to arrive, and how often a listener is told that all is well.
const PATIENCE: Duration = Duration::from_secs(10);
/// The most bytes of a request.
const HEAD: u64 = 16 << 10;

/// Serves the site at `out`, each request on a thread of its own, as long as the program runs.
pub(super) fn serve(listener: &TcpListener, live: &Arc<Live>, out: &Path) {
    for stream in listener.incoming().flatten() {
        let (live, out) = (Arc::clone(live), out.to_owned());
        // A reader who goes away is no fault.
        thread::spawn(move || drop(answer(stream, &live, &out)));
    }
}

/// What is asked for.
#[derive(Debug, PartialEq, Eq)]
struct Request {
    method: String,
    target: String,
    host: Option<String>,
}

/// What is answered.
struct Response {
    status: &'static str,
    kind: &'static str,
    /// A further line of the head.
    also: String,
    body: Vec<u8>,
}

fn answer(mut stream: TcpStream, live: &Live, out: &Path) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let request = Request::read(&mut BufReader::new((&stream).take(HEAD)))?;
    let is_event = request.as_ref().is_some_and(|request| {
        request.is_from_here() && request.method == "GET" && request.path() == live::EVENTS
    });
    if is_event {
        return tell_events(&mut stream, live);
    }
    let response = request.as_ref().map_or_else(Response::bad, |one| one.response(live, out));
    let head = format!(
        "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\
         X-Content-Type-Options: nosniff\r\nConnection: close\r\n{}\r\n",
        response.status,
        response.kind,
        response.body.len(),
        response.also
    );
    stream.write_all(head.as_bytes())?;
    if request.is_none_or(|request| request.method != "HEAD") {
        stream.write_all(&response.body)?;
    }
    Ok(())
}

/// Tells which version is shown, now and whenever it is another, until the listener goes away.
fn tell_events(stream: &mut TcpStream, live: &Live) -> io::Result<()> {
    stream.write_all(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n\r\n",
    )?;
    let mut told = None;
    loop {
        let version = match told {
            None => live.shown().version,
            Some(told) => live.wait(told, PATIENCE),
        };
        if told == Some(version) {
            stream.write_all(b":\n\n")?;
        } else {
            write!(stream, "data: {version:016x}\n\n")?;
        }
        told = Some(version);
    }
}

impl Request {
    /// Reads the head of a request; none where it is no request of HTTP.
    fn read(input: &mut impl BufRead) -> io::Result<Option<Request>> {
        let mut line = String::new();
        input.read_line(&mut line)?;
        let mut words = line.split_ascii_whitespace().map(str::to_owned);
        let (Some(method), Some(target), Some(version)) =
            (words.next(), words.next(), words.next())
        else {
            return Ok(None);
        };
        let mut request = Request { method, target, host: None };
        loop {
            line.clear();
            if input.read_line(&mut line)? == 0 {
                return Ok(None);
            }
            let Some((name, value)) = line.split_once(':') else { break };
            if name.eq_ignore_ascii_case("host") {
                request.host = Some(value.trim().to_owned());
            }
        }
        let is_whole = line.trim_end().is_empty() && version.starts_with("HTTP/1.");
        Ok(is_whole.then_some(request))
    }

    /// Whether it was sent to this machine by its own name, and not by one that leads here.
    fn is_from_here(&self) -> bool {
        self.host.as_deref().is_none_or(|host| {
            let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
            ["127.0.0.1", "localhost"].iter().any(|own| name.eq_ignore_ascii_case(own))
        })
    }

    fn path(&self) -> &str {
        self.target.split(['?', '#']).next().unwrap_or_default()
    }

    fn response(&self, live: &Live, out: &Path) -> Response {
        // Taken before the page is read: a page that is newer is loaded twice, never too seldom.
        let shown = live.shown();
        let page = |status, title: &str, words: &str| {
            Response::of(status, HTML, shown.bare(title, words).into_bytes())
        };
        if !self.is_from_here() {
            return page("403 Forbidden", "Not from here", "Ask for 127.0.0.1 or localhost.");
        }
        if self.method != "GET" && self.method != "HEAD" {
            let refused = page("405 Method Not Allowed", "Not that", "Only GET and HEAD are.");
            return Response { also: "Allow: GET, HEAD\r\n".to_owned(), ..refused };
        }
        match self.path() {
            live::SCRIPT => {
                return Response::of("200 OK", "text/javascript", live::SCRIPT_TEXT.into());
            }
            live::STYLE => return Response::of("200 OK", "text/css", live::STYLE_TEXT.into()),
            _ => {}
        }
        let Some(inside) = inside(self.path()) else { return Response::bad() };
        match found(out, &inside, self.path().ends_with('/')) {
            Found::File(file) => match fs::read(&file) {
                Ok(bytes) => {
                    let kind = kind(&file);
                    let body = match String::from_utf8(bytes) {
                        Ok(html) if kind == HTML => shown.page(&html).into_bytes(),
                        Ok(text) => text.into_bytes(),
                        Err(other) => other.into_bytes(),
                    };
                    Response::of("200 OK", kind, body)
                }
                Err(_) => page("404 Not Found", "Nothing is here", self.path()),
            },
            Found::Folder => {
                let moved = page("301 Moved Permanently", "A folder", self.path());
                Response { also: format!("Location: {}/\r\n", self.path()), ..moved }
            }
            Found::Nothing => page("404 Not Found", "Nothing is here", self.path()),
        }
    }
}

impl Response {
    fn of(status: &'static str, kind: &'static str, body: Vec<u8>) -> Response {
        Response { status, kind, also: String::new(), body }
    }

    fn bad() -> Response {
        Response::of("400 Bad Request", "text/plain", b"this cannot be asked for\n".to_vec())
    }
}

const HTML: &str = "text/html; charset=utf-8";

/// What a browser is told that a file is.
fn kind(file: &Path) -> &'static str {
    let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    match extension.to_ascii_lowercase().as_str() {
        "html" | "htm" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "jsonld" => "application/ld+json",
        "txt" | "md" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "atom" => "application/atom+xml",
        "xml" => "application/xml",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/vnd.microsoft.icon",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}

/// The path in the site that the path of an address names; none where it could lead anywhere else,
/// or to what is hidden.
fn inside(path: &str) -> Option<PathBuf> {
    let path = decoded(path.strip_prefix('/')?)?;
    let mut inside = PathBuf::new();
    for part in path.strip_suffix('/').unwrap_or(&path).split('/') {
        let is_odd = |c: char| c.is_control() || matches!(c, '\\' | ':');
        let is_hidden = part.starts_with('.') && part != ".well-known";
        if is_hidden || part.contains(is_odd) || (part.is_empty() && !path.is_empty()) {
            return None;
        }
        inside.push(part);
    }
    Some(inside)
}

/// A path with its `%20` and the like replaced.
fn decoded(path: &str) -> Option<Cow<'_, str>> {
    if !path.contains('%') {
        return Some(path.into());
    }
    let mut bytes = Vec::new();
    let mut rest = path.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        bytes.push(match first {
            b'%' => {
                let (digits, after) = rest.split_at_checked(2)?;
                rest = after;
                let is_hex = digits.iter().all(u8::is_ascii_hexdigit);
                let digits = std::str::from_utf8(digits).ok().filter(|_| is_hex)?;
                u8::from_str_radix(digits, 16).ok()?
            }
            byte => *byte,
        });
    }
    String::from_utf8(bytes).ok().map(Cow::Owned)
}

enum Found {
    File(PathBuf),
    /// A folder that was asked for without the slash on which its links rely.
    Folder,
    Nothing,
}

/// What the site has there. A link that leads out of it is nothing.
fn found(out: &Path, inside: &Path, is_folder: bool) -> Found {
    let real = |path: &Path| path.canonicalize().ok();
    let Some((site, file)) = real(out).zip(real(&out.join(inside))) else { return Found::Nothing };
    if !file.starts_with(&site) || !site.join(SITE_MARKER).exists() {
        return Found::Nothing;
    }
    match (file.is_dir(), is_folder) {
        (true, false) => Found::Folder,
        (true, true) => Found::File(file.join("index.html")),
        (false, true) => Found::Nothing,
        (false, false) => Found::File(file),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_address_leads_out_of_the_site() {
        for path in [
            "/../x",
            "/a/../../x",
            "/%2e%2e/x",
            "/%2E%2e%2fx",
            "/..%5cx",
            "/a\\b",
            "//etc/passwd",
            "/%00",
            "/C:/x",
            "/.annals-site",
            "/%2eannals-site",
            "x",
            "",
            "/%zz",
            "/%+1",
            "/%e9",
            "/a//b",
            "/./a",
            "/%",
            "/%2",
        ] {
            assert_eq!(inside(path), None, "{path}");
        }
        assert_eq!(inside("/"), Some(PathBuf::new()));
        assert_eq!(inside("/e/a-b/"), Some(PathBuf::from("e/a-b")));
        assert_eq!(inside("/a%20%C3%A9.png"), Some(PathBuf::from("a é.png")));
        assert_eq!(inside("/.well-known/x"), Some(PathBuf::from(".well-known/x")));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_site_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("site");
        fs::create_dir(&site).unwrap();
        fs::write(site.join(SITE_MARKER), "").unwrap();
        fs::write(site.join("a.txt"), "").unwrap();
        fs::write(folder.path().join("secret"), "").unwrap();
        std::os::unix::fs::symlink(folder.path().join("secret"), site.join("b.txt")).unwrap();
        assert!(matches!(found(&site, Path::new("a.txt"), false), Found::File(_)));
        assert!(matches!(found(&site, Path::new("b.txt"), false), Found::Nothing));
        assert!(matches!(found(&site, Path::new("a.txt"), true), Found::Nothing));
    }

    #[test]
    fn a_request_is_read_up_to_the_empty_line() {
        let read = |text: &str| Request::read(&mut text.as_bytes()).unwrap();
        let request = read("GET /a?b HTTP/1.1\r\nHOST: localhost:80\r\nX: y\r\n\r\nbody").unwrap();
        assert_eq!((request.method.as_str(), request.path()), ("GET", "/a"));
        assert!(request.is_from_here());
        for bad in
            ["", "GET /\r\n\r\n", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nx\r\n", "a b c\r\n\r\n"]
        {
            assert_eq!(read(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn a_name_that_leads_here_is_refused() {
        for (host, is_own) in [
            ("127.0.0.1:1066", true),
            ("LOCALHOST", true),
            ("evil.example:1066", false),
            ("127.0.0.1.evil.example", false),
            ("", false),
        ] {
            let request = Request {
                method: "GET".to_owned(),
                target: "/".to_owned(),
                host: Some(host.to_owned()),
            };
            assert_eq!(request.is_from_here(), is_own, "{host}");
        }
    }
}
