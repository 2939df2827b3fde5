//! A build that does not come to its end: killed, without room on the disk, beside another one. The
//! site is then wholly the earlier one or wholly the new one.

use crate::support::{Run, Workshop, run};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

type Site = BTreeMap<String, Vec<u8>>;

#[test]
fn a_build_that_is_killed_leaves_the_earlier_site_or_the_new_one() {
    const KILLS: u64 = 100;
    let (workshop, sites) = workshop();
    let whole = workshop.annals(&["build", "one", "--out", "site"]);
    let mut time = seconds(&whole) + 0.02;
    workshop.write("site/CNAME", "example.org");
    let (mut current, mut killed, mut replaced) = (0, 0, 0);
    for number in 0..KILLS {
        let mut build = start(&workshop, 1 - current);
        thread::sleep(Duration::from_secs_f64(time * share(number)));
        build.kill().unwrap();
        killed += usize::from(build.wait().unwrap().code().is_none());
        let mut site = workshop.site();
        assert_eq!(site.remove("CNAME").as_deref(), Some(&b"example.org"[..]), "kill {number}");
        let found = sites.iter().position(|whole| *whole == site);
        let Some(found) = found else { panic!("kill {number} left a site that is neither") };
        replaced += usize::from(found != current);
        current = found;
        // On a busy machine a build takes longer than the first one said.
        time *= if replaced == 0 { 1.05 } else { 1.0 };
    }
    assert!(killed > 20 && replaced > 0, "{killed} were killed, {replaced} were done");
    assert_eq!(workshop.annals(&["build", "one", "--out", "site"]).code, Some(0));
    assert_eq!(workshop.names(), ["one", "other", "site"]);
}

#[test]
fn of_builds_at_once_each_is_whole_and_one_is_the_last() {
    let (workshop, sites) = workshop();
    for _ in 0..10 {
        let builds = [0, 1, 0].map(|data| start(&workshop, data));
        for build in builds {
            let ended = build.wait_with_output().unwrap();
            assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
        }
        assert!(sites.contains(&workshop.site()));
        assert_eq!(workshop.names(), ["one", "other", "site"]);
    }
}

#[cfg(unix)]
#[test]
fn a_page_that_the_disk_refuses_leaves_the_earlier_site() {
    let (workshop, sites) = workshop();
    assert_eq!(workshop.annals(&["build", "one", "--out", "site"]).code, Some(0));
    // A limit on the size of files: fonts are larger.
    let limited =
        shell(&workshop, "trap '' XFSZ; ulimit -f 32; exec \"$0\" build other --out site");
    assert_eq!(limited.code, Some(1), "{}", limited.stderr);
    assert!(limited.stderr.contains("cannot write the site to `site`"), "{}", limited.stderr);
    assert!(limited.stderr.contains("file too large"), "{}", limited.stderr);
    assert!(workshop.site() == sites[0]);
    assert_eq!(workshop.names(), ["one", "other", "site"]);
}

/// A disk of its own needs a name space of its own, which not every system lets users have.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_is_full_leaves_the_earlier_site() {
    let (workshop, sites) = workshop();
    let can_mount = shell(&workshop, "exec unshare -Urm true");
    if can_mount.code != Some(0) {
        let told = format!("passed over: no small disk can be mounted: {}", can_mount.stderr);
        writeln!(std::io::stderr(), "{told}").unwrap();
        return;
    }
    let script = "mkdir disk && mount -t tmpfs -o size=\"$1\"k small disk || exit 9
        \"$0\" build one --out disk/site || exit 8
        \"$0\" build other --out disk/site; ended=$?
        cp -R disk kept; exit $ended";
    let bytes: usize = sites[0].values().map(Vec::len).sum();
    let blocks = sites[0].len() * 4096 + bytes;
    let mut unshare = Command::new("unshare");
    let room = (blocks * 3 / 2 / 1024).to_string();
    unshare.args(["-Urm", "sh", "-c", script, env!("CARGO_BIN_EXE_annals"), &room]);
    unshare.current_dir(workshop.path(""));
    let full = run(unshare);
    assert_eq!(full.code, Some(1), "{}", full.stderr);
    assert!(full.stderr.contains("no space left on device"), "{}", full.stderr);
    fs::rename(workshop.path("kept/site"), workshop.path("site")).unwrap();
    assert!(workshop.site() == sites[0]);
    assert_eq!(fs::read_dir(workshop.path("kept")).unwrap().count(), 0);
}

/// Two data folders, `one` and `other`, with the sites that they make.
fn workshop() -> (Workshop, [Site; 2]) {
    let workshop = Workshop::empty();
    let site = |name: &str, text: &str| {
        workshop.write(&format!("{name}/annals.toml"), "[timeline]\ntitle = \"Lighthouses\"\n");
        let event = |year: u32| {
            format!(
                "[[event]]\ntitle = \"Light {year} is lit\"\ndate = {year}\ntext = \"{text}\"\n"
            )
        };
        let events: String = (1700..1900).map(event).collect();
        workshop.write(&format!("{name}/events/lights.toml"), events);
        assert_eq!(workshop.annals(&["build", name, "--out", "site"]).code, Some(0));
        let site = workshop.site();
        fs::remove_dir_all(workshop.path("site")).unwrap();
        site
    };
    let sites = [site("one", "It burned oil."), site("other", "It burned gas.")];
    (workshop, sites)
}

fn start(workshop: &Workshop, data: usize) -> Child {
    let mut build = workshop.command(&["build", ["one", "other"][data], "--out", "site"]);
    build.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

/// The time that a build says it took.
fn seconds(run: &Run) -> f64 {
    let line = run.stdout.lines().find_map(|line| line.strip_prefix("Time"));
    line.unwrap().trim().trim_end_matches(" s").parse().unwrap()
}

/// A share of 1 that looks thrown, by splitmix64.
fn share(number: u64) -> f64 {
    let mixed = (number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
}

/// Runs a line of shell in which `$0` is the program.
fn shell(workshop: &Workshop, line: &str) -> Run {
    let mut shell = Command::new("sh");
    shell.args(["-c", line, env!("CARGO_BIN_EXE_annals")]).current_dir(workshop.path(""));
    run(shell)
}
