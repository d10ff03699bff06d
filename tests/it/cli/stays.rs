//! `lienwatch stays`: recorded points in, stays out, as a script would run it.

use std::io::Write;
use std::process::{Command, Stdio};

/// Runs it with `points` on standard input: whether it succeeded, its output, what it said.
fn run(arguments: &[&str], points: &str) -> (bool, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_lienwatch"))
        .args(["stays", "-"])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    let _ = child.stdin.take().expect("a pipe").write_all(points.as_bytes());
    let output = child.wait_with_output().expect("it ends");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.success(), text(&output.stdout), text(&output.stderr))
}

/// Two users: one stands for ten minutes and drives away, one only drives.
const POINTS: &str = "user,t,lat,lon
b,1000,39.900000,116.400000
b,1300,39.900100,116.400000
b,1600,39.900000,116.400200
b,1660,39.910000,116.400000
b,1720,39.920000,116.400000
b,1780,39.930000,116.400000
a,1000,31.000000,121.400000
a,1060,31.010000,121.400000
";

#[test]
fn both_methods_find_the_stay() {
    let (ok, out, err) = run(&["--method", "li2008"], POINTS);
    assert!(ok, "{err}");
    assert_eq!(out, "user,arrive,leave,lat,lon,n_points\nb,1000,1660,39.900033,116.400067,3\n");
    let (ok, out, err) = run(&["--method", "stream", "--dist", "100", "--min-seconds", "300"], POINTS);
    assert!(ok, "{err}");
    let rows: Vec<&str> = out.lines().collect();
    assert_eq!(rows.len(), 2, "{out}");
    assert!(rows[1].starts_with("b,1000,16"), "{out}");
    // The same rows in another order are the same trajectory.
    let mut shuffled: Vec<&str> = POINTS.lines().skip(1).collect();
    shuffled.reverse();
    let shuffled = format!("user,t,lat,lon\n{}\n", shuffled.join("\n"));
    assert_eq!(run(&["--method", "stream"], &shuffled).1, out);
}

#[test]
fn bad_input_is_named() {
    for (arguments, points, said) in [
        (&["--dist", "0"][..], POINTS, "--dist"),
        (&["--min-seconds", "0"], POINTS, "--min-seconds"),
        (&[], "user,t,lat,lon\na,noon,31.0,121.0\n", "point 1"),
        (&[], "user,time\na,1\n", "user,t,lat,lon"),
        (&[], "user,t,lat,lon\na,1e300,31.0,121.0\n", "Unix seconds"),
    ] {
        let (ok, out, err) = run(arguments, points);
        assert!(!ok && err.contains(said), "{arguments:?}: {out}{err}");
    }
}
