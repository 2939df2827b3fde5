//! `annals serve`: what a browser gets, and what it is told when something changes.

use crate::support::{Workshop, run};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const EVENTS: &str = "data/events/harbour.toml";

#[test]
fn the_site_is_served_and_nothing_else() {
    let workshop = Workshop::with("harbour");
    let served = Served::start(&workshop);
    workshop.write("secret.txt", "mine");
    let home = served.get("/");
    assert_eq!((home.status, home.header("content-type")), (200, "text/html; charset=utf-8"));
    assert!(home.body.contains("connect-src 'self'") && home.body.contains("/.annals/live.js"));
    assert!(!home.body.contains("annals-faults"));
    let on_disk = fs::read_to_string(workshop.path("site/index.html")).unwrap();
    assert!(!on_disk.contains(".annals/"), "the site itself stays as it is");

    for (path, kind) in [
        ("/index.html?x#y", "text/html; charset=utf-8"),
        ("/ferries/", "text/html; charset=utf-8"),
        ("/assets/site.css", "text/css; charset=utf-8"),
        ("/assets/site.js", "text/javascript; charset=utf-8"),
        ("/assets/fonts/newsreader.woff2", "font/woff2"),
        ("/.annals/live.js", "text/javascript"),
    ] {
        let found = served.get(path);
        assert_eq!((found.status, found.header("content-type")), (200, kind), "{path}");
    }
    let folder = served.get("/ferries");
    assert_eq!((folder.status, folder.header("location")), (301, "/ferries/"));
    for path in ["/nothing", "/<b>", "/index.html/"] {
        let missing = served.get(path);
        assert_eq!(missing.status, 404, "{path}");
        assert!(!missing.body.contains("<b>"), "{}", missing.body);
    }
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/ferries/..%2f..%2fsecret.txt",
        "/ferries/../../secret.txt",
        "//secret.txt",
        "/.annals-site",
        "secret.txt",
    ] {
        let refused = served.get(path);
        assert_eq!(refused.status, 400, "{path}");
        assert!(!refused.body.contains("mine"), "{path}");
    }
}

#[test]
fn only_reading_is_allowed_and_only_from_here() {
    let workshop = Workshop::with("harbour");
    let served = Served::start(&workshop);
    let posted = served.ask("POST / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assert_eq!((posted.status, posted.header("allow")), (405, "GET, HEAD"));
    let head = served.ask("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert!(head.header("content-length").parse::<usize>().unwrap() > 1000);
    assert_eq!(served.ask("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n").status, 403);
    assert_eq!(served.ask("nonsense\r\n\r\n").status, 400);
}

#[test]
fn a_change_is_built_and_told_when_it_is_complete() {
    let workshop = Workshop::with("harbour");
    let served = Served::start(&workshop);
    let mut events = served.events();
    let first = events.next();
    assert!(served.get("/").body.contains(&format!("data-version=\"{first}\"")));
    let text = fs::read_to_string(workshop.path(EVENTS)).unwrap();
    workshop
        .write(EVENTS, format!("{text}\n[[event]]\ntitle = \"A whale is seen\"\ndate = 1901\n"));
    let second = events.next();
    assert_ne!(first, second);
    let home = served.get("/").body;
    assert!(home.contains("A whale is seen") && home.contains(&second), "{home}");
    assert_eq!(served.get("/e/a-whale-is-seen/").status, 200);
}

#[test]
fn a_fault_is_shown_on_the_pages_and_the_last_good_site_stays() {
    let workshop = Workshop::with("harbour");
    let served = Served::start(&workshop);
    let mut events = served.events();
    let first = events.next();
    let (text, site) = (fs::read_to_string(workshop.path(EVENTS)).unwrap(), workshop.site());
    workshop.write(EVENTS, format!("{text}\n[[event]]\ntitle = \"<b>Half\n"));
    let second = events.next();
    assert_ne!(first, second);
    let home = served.get("/").body;
    assert!(home.contains("annals-faults") && home.contains("events/harbour.toml"), "{home}");
    assert!(home.contains("&lt;b&gt;Half") && !home.contains("<b>Half"), "{home}");
    assert!(served.get("/nothing").body.contains("annals-faults"));
    assert!(workshop.site() == site);
    workshop.write(EVENTS, text);
    assert_eq!(events.next(), first, "what was shown first is shown again");
    assert!(!served.get("/").body.contains("annals-faults"));
}

#[test]
fn a_folder_that_is_faulty_from_the_start_is_served_as_far_as_it_can_be() {
    let workshop = Workshop::with("harbour");
    workshop.write("data/events/bad.toml", "[[event]]\ntitle = \"Bad\"\ndate = \"1985-02-30\"\n");
    let served = Served::start(&workshop);
    let mut events = served.events();
    events.next();
    assert!(served.get("/").body.contains("annals-faults"));
    workshop.write("data/events/more.toml", "[[event]]\ntitle = \"A late one\"\ndate = 1999\n");
    events.next();
    assert_eq!(served.get("/e/a-late-one/").status, 200);
    // The faulty file stays: a folder without events and without faults is a site.
    for file in fs::read_dir(workshop.path("data/events")).unwrap().flatten() {
        if file.file_name() != "bad.toml" {
            fs::remove_file(file.path()).unwrap();
        }
    }
    fs::remove_dir_all(workshop.path("data/articles")).unwrap();
    fs::remove_dir_all(workshop.path("data/ferries")).unwrap();
    events.next();
    assert!(served.get("/").body.contains("no event and no article could be used"));
    assert_eq!(served.get("/e/a-late-one/").status, 200);
}

#[test]
fn a_port_that_is_taken_is_told_with_a_way_out() {
    let workshop = Workshop::with("harbour");
    let taken = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let refused = workshop.annals(&["serve", "data", "--out", "site", "--port", &port]);
    assert_eq!(refused.code, Some(1));
    let told = refused.stderr.replace(&port, "PORT");
    insta::assert_snapshot!(told, @"
    error: port PORT is in use
    help: end the program that uses it, or name another port; --port 0 takes any that is free
    ");
    assert!(!workshop.path("site").exists());
}

#[test]
fn what_cannot_be_served_is_told_before_anything_is() {
    let workshop = Workshop::with("harbour");
    let piped = workshop.annals(&["serve", "data", "--articles", "-"]);
    assert_eq!(piped.code, Some(2), "{}", piped.stderr);
    let missing = workshop.annals(&["serve", "nowhere", "--port", "0"]);
    assert!(missing.stderr.contains("cannot open the data folder `nowhere`"), "{}", missing.stderr);
    workshop.write("letter.txt", "mine");
    let file = workshop.annals(&["serve", "data", "--out", "letter.txt", "--port", "0"]);
    assert!(file.stderr.contains("is a file"), "{}", file.stderr);
}

#[cfg(unix)]
#[test]
fn control_c_ends_it_cleanly() {
    let workshop = Workshop::with("harbour");
    let mut served = Served::start(&workshop);
    let mut kill = Command::new("kill");
    kill.args(["-INT", &served.child.id().to_string()]);
    assert_eq!(run(kill).code, Some(0));
    assert_eq!(served.child.wait().unwrap().code(), Some(0));
    assert_eq!(workshop.names(), ["data", "site"]);
}

/// A server that runs; it ends with the test.
struct Served {
    child: Child,
    port: u16,
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

/// The versions that the server tells.
struct Events(BufReader<TcpStream>);

impl Served {
    fn start(workshop: &Workshop) -> Served {
        let mut serve = workshop.command(&["serve", "data", "--out", "site", "--port", "0"]);
        let mut child = serve.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let address =
            lines.find_map(|line| Some(line.unwrap().strip_prefix("Address")?.to_owned()));
        let address = address.unwrap();
        let port = address.trim().strip_prefix("http://127.0.0.1:").unwrap().trim_end_matches('/');
        let port = port.parse().unwrap();
        // What it says further is read, so that it is never in its way.
        std::thread::spawn(move || lines.count());
        Served { child, port }
    }

    fn get(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", self.port))
    }

    fn ask(&self, request: &str) -> Answer {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head: head.to_owned(), body: body.to_owned() }
    }

    fn events(&self) -> Events {
        let mut stream = self.connect();
        stream.write_all(b"GET /.annals/events HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        Events(BufReader::new(stream))
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        let mut found = lines.filter(|(known, _)| known.eq_ignore_ascii_case(name));
        found.next().map_or("", |(_, value)| value)
    }
}

impl Events {
    fn next(&mut self) -> String {
        let mut line = String::new();
        loop {
            line.clear();
            assert!(self.0.read_line(&mut line).unwrap() > 0, "the server went away");
            if let Some(version) = line.strip_prefix("data: ") {
                return version.trim_end().to_owned();
            }
        }
    }
}
