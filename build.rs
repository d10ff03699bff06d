//! The binary carries the migrations, and the dashboard where `make web` has built it; a change of either makes it anew.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=migrations");
    println!("cargo:rerun-if-changed=build.rs");
    let dist = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("web/dist");
    let list = dist.join("embedded.tsv");
    // A path that is not there would count as changed at every build. The dashboard's build touches this file instead.
    let listed = if list.exists() {
        println!("cargo:rerun-if-changed=web/dist/embedded.tsv");
        fs::read_to_string(&list)?
    } else {
        String::new()
    };
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("web_files.rs"), table(&dist, &listed))
}

/// The list of `web/scripts/embed.mjs` as a slice of `File`.
fn table(dist: &Path, listed: &str) -> String {
    let mut code = String::from("&[\n");
    for line in listed.lines() {
        let mut cells = line.split('\t');
        let mut next = || cells.next().unwrap_or_default();
        let (path, kind, sha256, how, encodings) = (next(), next(), next(), next(), next());
        let bytes = |ending: &str| format!("include_bytes!({:?})", format!("{}{path}{ending}", dist.display()));
        let packed = |name: &str| match encodings.split(',').any(|one| one == name) {
            true => format!("Some({})", bytes(&format!(".{name}"))),
            false => "None".to_owned(),
        };
        let how = match how {
            "page" => "How::Page",
            "lasting" => "How::Lasting",
            _ => "How::Plain",
        };
        // Writing into a String cannot fail.
        let _ = writeln!(
            code,
            "    File {{ path: {path:?}, kind: {kind:?}, sha256: {sha256:?}, how: {how}, plain: {}, brotli: {}, gzip: {} }},",
            bytes(""),
            packed("br"),
            packed("gz"),
        );
    }
    code.push(']');
    code
}
