//! The binary carries the migrations; a new or renumbered one must make it anew.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
