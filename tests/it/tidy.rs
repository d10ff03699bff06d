//! The invariants of `ARCHITECTURE.md` that can be read off the source tree. Each rule is tried below on made-up
//! sources that break it, so that a rule that stopped looking would be noticed.

mod imports;
mod reasons;
mod refusals;
mod rules;
mod source;
mod words;

use rules::Found;
use source::{Source, workspace};
use std::path::Path;

/// Folders of the service, and which others each may use.
const SERVICE: rules::Table = &[
    ("addresses", &["config"]),
    ("api", &["addresses", "config", "engine", "export", "files", "papers", "recovery", "store"]),
    ("bench", &["client", "config", "postgres", "store"]),
    ("bin", &["bench"]),
    ("cli", &["*"]),
    ("client", &[]),
    ("config", &[]),
    ("demo", &["*"]),
    ("engine", &["ingest", "reconcile", "store"]),
    ("export", &[]),
    ("files", &["config"]),
    ("ingest", &["config", "engine", "files", "store"]),
    ("notify", &["config", "store"]),
    ("papers", &[]),
    ("postgres", &["store"]),
    ("reconcile", &["engine", "recovery", "store"]),
    ("recovery", &["store"]),
    ("replay", &[]),
    ("server", &["*"]),
    ("store", &["config"]),
];

/// Folders of the domain. What is judged later may use what comes before it, never the other way.
const DOMAIN: rules::Table = &[
    ("geo", &[]),
    ("command", &["compliance", "lending", "recovery"]),
    ("complaint", &["compliance", "lending", "vendors"]),
    ("compliance", &[]),
    ("detect", &["geo"]),
    ("disposal", &["compliance", "recovery"]),
    ("forecast", &["detect", "geo"]),
    ("import", &["detect", "geo", "lending"]),
    ("inbox", &["geo"]),
    ("lending", &[]),
    ("mobility", &["detect", "geo"]),
    ("notify", &[]),
    ("promise", &["lending", "recovery"]),
    ("recovery", &["compliance", "geo", "lending"]),
    ("refit", &["detect"]),
    ("reports", &[]),
    ("risk", &["lending"]),
    ("settlement", &["compliance", "disposal", "recovery", "vendors"]),
    ("vendors", &["compliance", "geo", "recovery"]),
];

/// The words of the domain: single files that every folder may use.
const WORDS: &[&str] = &[
    "actor",
    "alert",
    "desk",
    "ids",
    "language",
    "money",
    "observation",
    "reason",
    "refusal",
    "vehicle_class",
    "wire_names",
];

/// Crates that only some folders of the service name.
const HOMES: &[(&str, &[&str])] = &[
    ("sqlx", &["src/store/", "src/postgres/", "src/recovery/", "src/api/"]),
    ("axum", &["src/api/", "src/server.rs"]),
    ("utoipa", &["src/api/", "src/store/"]),
    ("rumqttc", &["src/ingest/"]),
    ("lettre", &["src/notify/"]),
    ("object_store", &["src/files/"]),
    ("pdf_writer", &["src/papers/"]),
    ("clap", &["src/cli/", "src/main.rs"]),
    ("lienwatch_simulator", &["src/bench/", "src/cli/", "src/demo/"]),
    ("anyhow", &["src/bench/", "src/cli/", "src/demo/", "src/main.rs"]),
    ("allocation_counter", &["src/bin/"]),
];

/// Longest file, lines.
const LONGEST: usize = 400;

/// Files that are longer, and why. The list may only shrink.
const LONG: &[(&str, usize, &str)] = &[];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[track_caller]
fn nothing(found: Found) {
    assert!(found.is_empty(), "{} findings:\n{}", found.len(), found.join("\n"));
}

#[test]
fn pure_crates_are_pure() {
    nothing(rules::pure(&workspace(root()), &["protocols/src/", "domain/src/"]));
    let manifest =
        |package: &str| std::fs::read_to_string(root().join(package).join("Cargo.toml")).expect("a manifest");
    nothing(rules::dependencies(
        &manifest("protocols"),
        &[
            "bytes",
            "chrono",
            "compact_str",
            "crc",
            "encoding_rs",
            "hmac",
            "itoa",
            "memchr",
            "serde",
            "serde_json",
            "sha2",
            "smallvec",
            "thiserror",
            "toml",
        ],
    ));
    nothing(rules::dependencies(
        &manifest("domain"),
        &[
            "lienwatch-protocols",
            "chrono",
            "chrono-tz",
            "geo",
            "geojson",
            "h3o",
            "rstar",
            "serde",
            "serde_json",
            "sha2",
            "thiserror",
            "uuid",
        ],
    ));
}

#[test]
fn sql_stands_in_the_store() {
    nothing(rules::sql_in_store(&workspace(root())));
}

#[test]
fn imports_point_one_way() {
    let sources = workspace(root());
    nothing(rules::imports(&sources, "src/", SERVICE, &[]));
    nothing(rules::imports(&sources, "domain/src/", DOMAIN, WORDS));
    nothing(rules::crates_at_home(&sources, HOMES));
}

#[test]
fn refused_words_are_absent() {
    nothing(rules::refused(&workspace(root())));
}

#[test]
fn files_are_short_and_named_after_what_they_hold() {
    let sources = workspace(root());
    assert!(sources.len() > 100, "the walk found {} files", sources.len());
    nothing(rules::short(&sources, LONGEST, LONG));
    nothing(rules::named(&sources));
}

#[test]
fn migrations_run_as_the_owner() {
    let folder = std::fs::read_dir(root().join("migrations")).expect("a folder");
    let mut files: Vec<(String, String)> = folder
        .map(|entry| {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, std::fs::read_to_string(path).expect("a text"))
        })
        .collect();
    files.sort();
    assert!(!files.is_empty());
    nothing(rules::migrations(&files));
}

// --- The rules themselves, on made-up sources ---

/// How many findings a rule has on one file.
#[track_caller]
fn findings(expected: usize, found: Found) {
    assert_eq!(found.len(), expected, "{found:#?}");
}

fn one(path: &str, text: &str) -> [Source; 1] {
    [Source::new(path, text)]
}

#[test]
fn comments_texts_and_tests_are_told_from_code() {
    let text = "/* a /* b */ tokio */ fn f() { g(\"tokio \\\" x\", r#\"to\"kio\"#, '\"', b'\\'', 'é'); } // tokio\n\
                fn h<'a>(x: &'a str) { rand::f(x) }\n\
                #[cfg(test)]\nmod tests {\n  fn t() { let _ = (std::fs::read(\"tokio\"), '{'); }\n}\nfn last() { axum() }\n";
    let source = Source::new("domain/src/a.rs", text);
    assert_eq!(source.texts.iter().map(|(_, t)| t.as_str()).collect::<Vec<_>>(), ["tokio \\\" x", "to\"kio"]);
    assert_eq!((source.uses("tokio").count(), source.uses("std::fs").count()), (0, 0));
    let at = source.uses("rand").next().expect("in the code");
    assert_eq!(source.place(at), "domain/src/a.rs:2");
    assert_eq!(source.uses("axum").count(), 1, "code after a test module counts");
    assert_eq!(source.lines, 7);
}

#[test]
fn impurity_is_found() {
    let pure = |path: &str, text: &str| rules::pure(&one(path, text), &["domain/src/"]);
    findings(1, pure("domain/src/a.rs", "fn f() -> T { Utc::now() }"));
    findings(1, pure("domain/src/a.rs", "use tokio::sync::Mutex;"));
    findings(1, pure("domain/src/a.rs", "fn f() { println!(\"x\") }"));
    findings(0, pure("domain/src/a.rs", "fn operand() { brand::new(); let instant = 1; }"));
    findings(0, pure("src/a.rs", "use tokio::sync::Mutex;"));
    findings(0, pure("domain/src/a/tests.rs", "use rand::Rng;"));
    let manifest = "[package]\nname = \"x\"\n\n[dependencies]\nserde.workspace = true\nrand = \"1\"\n\n[dev-dependencies]\nb = \"1\"\n";
    findings(1, rules::dependencies(manifest, &["serde"]));
    findings(1, rules::dependencies(manifest, &["serde", "rand", "bytes"]));
    findings(0, rules::dependencies(manifest, &["rand", "serde"]));
}

#[test]
fn sql_outside_the_store_is_found() {
    let sql = |path: &str, text: &str| rules::sql_in_store(&one(path, text));
    findings(1, sql("src/api/a.rs", "f(\"select a\\n from b\")"));
    findings(1, sql("src/api/a.rs", "f(r#\"  INSERT INTO b (c) VALUES ($1)\"#)"));
    findings(1, sql("src/api/a.rs", "sqlx::query(Q)"));
    findings(1, sql("domain/src/a.rs", "f(\"delete from b\")"));
    findings(
        0,
        sql("src/api/a.rs", "f(\"select a file\", \"update the page\", \"create\", \"with care\") // select a from b"),
    );
    findings(0, sql("src/store/a.rs", "f(\"select a from b\")"));
    findings(0, sql("tests/it/a.rs", "sqlx::query(\"select a from b\")"));
}

#[test]
fn imports_against_the_table_are_found() {
    let imports = |path: &str, text: &str| rules::imports(&one(path, text), "src/", SERVICE, &[]);
    findings(1, imports("src/api/cases.rs", "use crate::ingest::pipeline::Intake;"));
    findings(1, imports("src/ingest/tcp.rs", "fn f() { crate::api::router() }"));
    findings(1, imports("src/store/a.rs", "use crate::{config::Config, engine::{Clock, Handle}};"));
    findings(1, imports("src/store/mod.rs", "use super::engine::Clock;"));
    findings(1, imports("src/store/observations/copy.rs", "use super::super::super::engine::Clock;"));
    findings(1, imports("src/fresh/mod.rs", ""));
    findings(0, imports("src/store/observations/copy.rs", "use super::super::engine; use super::{engine, api};"));
    findings(
        0,
        imports("src/api/cases.rs", "use crate::store::cases; use super::error::Error; use crate::engine::Handle;"),
    );
    findings(0, imports("src/cli/serve.rs", "use crate::{api, ingest};"));

    let domain = |path: &str, text: &str| rules::imports(&one(path, text), "domain/src/", DOMAIN, WORDS);
    findings(1, domain("domain/src/detect/stay.rs", "use crate::lending::Loan;"));
    findings(0, domain("domain/src/recovery/case.rs", "use crate::lending::Loan; use crate::money::Money;"));
    findings(1, domain("domain/src/stray.rs", ""));

    let homes = |path: &str, text: &str| rules::crates_at_home(&one(path, text), HOMES);
    findings(1, homes("src/engine/a.rs", "use sqlx::PgPool;"));
    findings(0, homes("src/store/a.rs", "use sqlx::PgPool;"));
}

#[test]
fn refused_words_are_found() {
    let refused = |path: &str, text: &str| rules::refused(&one(path, text));
    findings(1, refused("src/a.rs", "fn f() { g().unwrap() }"));
    findings(1, refused("src/a.rs", "fn f() { todo!() }"));
    findings(1, refused("src/a.rs", "let (a, b) = mpsc::unbounded_channel();"));
    findings(1, refused("tests/a.rs", "fn f() { unsafe { g() } }"));
    findings(0, refused("tests/a.rs", "fn f() { g().unwrap() }"));
    findings(0, refused("src/a.rs", "#![forbid(unsafe_code)] fn f() { g().unwrap_or(1) } // todo!()"));
}

#[test]
fn long_files_and_empty_names_are_found() {
    let (three, five) = (one("src/a.rs", "1\n2\n3\n"), one("src/a.rs", "1\n2\n3\n4\n5\n"));
    findings(0, rules::short(&three, 3, &[]));
    findings(1, rules::short(&five, 3, &[]));
    findings(0, rules::short(&five, 3, &[("src/a.rs", 5, "")]));
    findings(1, rules::short(&five, 3, &[("src/a.rs", 4, "")]));
    findings(1, rules::short(&three, 3, &[("src/a.rs", 5, "")]));
    findings(1, rules::short(&three, 3, &[("src/b.rs", 5, "")]));

    findings(1, rules::named(&one("src/api/utils.rs", "")));
    findings(1, rules::named(&one("tests/common/mod.rs", "")));
    findings(1, rules::named(&one("src/a.rs", "mod case_helpers { }")));
    findings(0, rules::named(&one("src/commonwealth.rs", "mod cases;")));
}

#[test]
fn migrations_out_of_form_are_found() {
    let migrations = |files: &[(&str, &str)]| {
        let files: Vec<_> = files.iter().map(|(n, t)| ((*n).to_owned(), (*t).to_owned())).collect();
        rules::migrations(&files)
    };
    let good = "-- Why.\nset local role lw_owner;\ncreate table a ();\nreset role;\n";
    findings(0, migrations(&[("0001_roles.sql", "create role a;"), ("0002_a.sql", good)]));
    findings(1, migrations(&[("0001_roles.sql", ""), ("0003_a.sql", good)]));
    findings(2, migrations(&[("0001_a.sql", "create table a ();")]));
    findings(1, migrations(&[("0001_a.sql", "set local role lw_owner;\nreset role;\ncreate table a ();")]));
}
