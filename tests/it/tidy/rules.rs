//! The rules. Each looks at made-up sources as readily as at ours, and answers what breaks it.

use super::imports::reached;
use super::source::Source;

/// What breaks a rule: where, and what to do.
pub type Found = Vec<String>;

/// Names that a pure crate does not use: they reach the world, the time or chance.
const IMPURE: &[&str] = &[
    "tokio",
    "sqlx",
    "axum",
    "rumqttc",
    "reqwest",
    "std::net",
    "std::fs",
    "std::env",
    "std::process",
    "std::thread",
    "std::time::SystemTime",
    "SystemTime",
    "Instant",
    "Utc::now",
    "Local::now",
    "now_v7",
    "now_v4",
    "rand",
    "getrandom",
    "println",
    "eprintln",
    "print",
    "eprint",
];

/// Pure crates reach neither the world, nor the time, nor chance.
pub fn pure(sources: &[Source], folders: &[&str]) -> Found {
    let pure = |s: &&Source| folders.iter().any(|f| s.path.starts_with(f)) && !s.is_test();
    let mut found = Vec::new();
    for source in sources.iter().filter(pure) {
        for name in IMPURE {
            found.extend(
                source.uses(name).map(|at| {
                    format!("{}: {name} in a pure crate; take what it gives as an argument", source.place(at))
                }),
            );
        }
    }
    found
}

/// SQL, and what runs it, stand in `src/store` alone.
pub fn sql_in_store(sources: &[Source]) -> Found {
    let mut found = Vec::new();
    for source in sources.iter().filter(|s| !s.path.starts_with("src/store/") && !s.is_test()) {
        let texts = source.texts.iter().filter(|(_, text)| is_sql(text)).map(|(at, _)| *at);
        let calls = ["sqlx::query", "query_as", "query_scalar", "raw_sql", "QueryBuilder", "AssertSqlSafe"];
        let calls = calls.iter().flat_map(|name| source.uses(name).collect::<Vec<_>>());
        let places: Vec<usize> = texts.chain(calls).collect();
        found.extend(places.into_iter().map(|at| format!("{}: SQL outside src/store", source.place(at))));
    }
    found
}

/// Whether a text is a statement: its verb, and what must follow it, so that prose is not taken for one.
fn is_sql(text: &str) -> bool {
    let text = format!("{} ", text.trim().to_lowercase().split_whitespace().collect::<Vec<_>>().join(" "));
    let follows: &[(&str, &[&str])] = &[
        ("select ", &[" from ", "select 1 ", "select exists", "select count(", "select pg_", "select now("]),
        ("insert into ", &[" values", " select ", "default values"]),
        ("update ", &[" set "]),
        ("delete from ", &[" "]),
        ("truncate ", &[" "]),
        ("copy ", &[" from stdin", " to stdout"]),
        ("with ", &[" as ("]),
        ("create ", &["create table", "create database", "create role", "create index", "create extension"]),
        ("alter ", &["alter table", "alter database", "alter role"]),
        ("drop ", &["drop table", "drop database", "drop role", "drop index"]),
        ("set ", &["set role ", "set local ", "set session "]),
    ];
    follows.iter().any(|(verb, next)| text.starts_with(verb) && next.iter().any(|n| text.contains(n)))
}

/// Folder by folder, which others of its crate it may name. `*`: all.
pub type Table<'a> = &'a [(&'a str, &'a [&'a str])];

/// Imports point the way the table says. Files at the crate's root without an entry are words that everybody may use
/// (`everybody`) or an error: a new folder is a decision.
pub fn imports(sources: &[Source], root: &str, table: Table, everybody: &[&str]) -> Found {
    let mut found = Vec::new();
    for source in sources.iter().filter(|s| s.path.starts_with(root) && !s.is_test()) {
        let below = &source.path[root.len()..];
        let own = below.split('/').next().unwrap_or_default().trim_end_matches(".rs");
        if matches!(own, "lib" | "main") {
            continue;
        }
        let Some((_, allowed)) = table.iter().find(|(folder, _)| *folder == own) else {
            if !everybody.contains(&own) {
                found.push(format!("{}: {own} is not in the table of imports; give it its place", source.path));
            }
            continue;
        };
        let folders: Vec<&str> = table.iter().map(|(folder, _)| *folder).collect();
        for (at, other) in reached(source) {
            let may = other == own || allowed.contains(&"*") || allowed.contains(&other.as_str());
            if !may && folders.contains(&other.as_str()) {
                found.push(format!("{}: {own} may not use {other}", source.place(at)));
            }
        }
    }
    found
}

/// Crates that only some folders name.
pub fn crates_at_home(sources: &[Source], homes: &[(&str, &[&str])]) -> Found {
    let mut found = Vec::new();
    for source in sources.iter().filter(|s| s.path.starts_with("src/") && !s.is_test()) {
        for (name, folders) in homes.iter().filter(|(_, f)| !f.iter().any(|f| source.path.starts_with(f))) {
            let places = source.uses(name).map(|at| format!("{}: {name} belongs to {folders:?}", source.place(at)));
            found.extend(places);
        }
    }
    found
}

/// What no product code holds, and why.
const REFUSED: &[(&str, &str)] = &[
    (".unwrap()", "say why it cannot fail with expect, or answer an error"),
    ("todo!", "finish it"),
    ("unimplemented!", "finish it"),
    ("dbg!", "a trace of debugging"),
    ("unsafe", "there is none here"),
    ("unbounded_channel", "every queue has a named limit"),
    ("UnboundedSender", "every queue has a named limit"),
    ("static mut", "no globals"),
    ("thread_local!", "no globals"),
    ("lazy_static!", "no globals"),
];

/// Refused words are nowhere outside tests; `unsafe` not even there.
pub fn refused(sources: &[Source]) -> Found {
    let mut found = Vec::new();
    for source in sources {
        for (word, why) in REFUSED.iter().filter(|(word, _)| !source.is_test() || *word == "unsafe") {
            found.extend(source.uses(word).map(|at| format!("{}: {word}: {why}", source.place(at))));
        }
    }
    found
}

/// Files hold one idea in at most `limit` lines. The listed ones may have as many as their entry says: the list can
/// only shrink.
pub fn short(sources: &[Source], limit: usize, list: &[(&str, usize, &str)]) -> Found {
    let mut found = Vec::new();
    for source in sources {
        match list.iter().find(|(path, ..)| *path == source.path) {
            None if source.lines > limit => {
                found.push(format!("{}: {} lines; split it at its ideas ({limit})", source.path, source.lines));
            }
            Some((_, most, _)) if source.lines > *most => {
                found.push(format!("{}: grew to {} lines from {most}; split it", source.path, source.lines));
            }
            Some(_) if source.lines <= limit => {
                found.push(format!("{}: short enough now; take it off the list", source.path));
            }
            _ => {}
        }
    }
    let gone = list.iter().filter(|(path, ..)| !sources.iter().any(|s| s.path == *path));
    found.extend(gone.map(|(path, ..)| format!("{path}: gone; take it off the list")));
    found
}

/// Names that say nothing.
const NAMELESS: &[&str] = &["util", "utils", "common", "helper", "helpers", "manager", "managers", "misc", "stuff"];

/// Files, folders and modules are named after what they hold.
pub fn named(sources: &[Source]) -> Found {
    let nameless = |name: &str| name.split(['_', '-']).any(|word| NAMELESS.contains(&word));
    let mut found = Vec::new();
    for source in sources {
        for part in source.path.trim_end_matches(".rs").split('/').filter(|part| nameless(part)) {
            found.push(format!("{}: {part} says nothing; name it after what it holds", source.path));
        }
        for at in source.uses("mod") {
            let name: String =
                source.code[at + 3..].trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if nameless(&name) {
                found.push(format!("{}: {name} says nothing; name it after what it holds", source.place(at)));
            }
        }
    }
    found
}

/// Migrations are numbered without gaps, and all but the one that makes the roles run as the owner from their first
/// statement to their last.
pub fn migrations(files: &[(String, String)]) -> Found {
    let mut found = Vec::new();
    for (i, (name, text)) in files.iter().enumerate() {
        if !name.starts_with(&format!("{:04}_", i + 1)) {
            found.push(format!("migrations/{name}: expected the number {:04}", i + 1));
        }
        if name.ends_with("_roles.sql") {
            continue;
        }
        let statements: String =
            text.lines().filter(|line| !line.trim_start().starts_with("--")).collect::<Vec<_>>().join("\n");
        if !statements.trim_start().starts_with("set local role lw_owner;") {
            found.push(format!("migrations/{name}: begin with: set local role lw_owner;"));
        }
        if !statements.trim_end().ends_with("reset role;") {
            found.push(format!("migrations/{name}: end with: reset role;"));
        }
    }
    found
}

/// A crate's dependencies are exactly the listed ones: another is a decision.
pub fn dependencies(manifest: &str, listed: &[&str]) -> Found {
    let section = manifest.split("\n[").find_map(|s| s.strip_prefix("dependencies]\n")).unwrap_or_default();
    let names = section.lines().filter_map(|line| line.split(['.', ' ', '=']).next()).filter(|n| !n.is_empty());
    let names: Vec<&str> = names.filter(|n| !n.starts_with('#')).collect();
    let new = names.iter().filter(|n| !listed.contains(n)).map(|n| format!("{n}: a new dependency of a pure crate"));
    let gone =
        listed.iter().filter(|n| !names.contains(n)).map(|n| format!("{n}: no longer a dependency; take it off"));
    new.chain(gone).collect()
}
