//! `lienwatch waterfall [--json] FILE`

use anyhow::{Context, ensure};
use lienwatch_domain::language::Language;
use lienwatch_domain::money::Money;
use lienwatch_domain::refusal::Refusal;
use lienwatch_domain::settlement::waterfall::{Answer, Item, Recipient, Sheet, Step, Waterfall};
use serde_json::json;
use std::io::Read;
use std::path::PathBuf;
use std::process::ExitCode;

/// Longest input, bytes: a hundred costs and fifty liens need a tenth of it.
const MAX_BYTES: u64 = 1024 * 1024;

const EXAMPLE: &str = r#"The input is one JSON object, amounts in minor units:
  {"profile": "us", "currency": "USD", "sale_minor": 8000000,
   "costs": [{"kind": "tow", "minor": 120000},
             {"kind": "storage", "days": 30, "per_day_minor": 4000},
             {"kind": "sale_fee", "bps": 200},
             {"kind": "legal", "minor": 200000, "agreed": false}],
   "debt": {"principal_minor": 6000000, "interest_minor": 320055, "penalty_minor": 100000, "fees_minor": 0},
   "debt_order": ["principal", "interest", "penalty"],
   "own": {"rank": 1, "registered_on": "2025-06-01", "purchase_money": false},
   "liens": [{"name": "Second Bank", "minor": 500000, "rank": 2, "demand": true},
             {"name": "Garage", "minor": 70000, "possessory": true}]}
Profiles: us, cn, cn_finance_lease, tw, uk_hp. Only profile, currency, sale_minor and debt must be given. Of a lien
also: registered, registered_on, proof, purchase_money, consignor (us), value_added_minor (tw). Also: fair_minor (us: the
price that a stranger would have paid), voluntary_termination {total_price_minor, paid_minor, due_minor} (uk_hp)."#;

/// Options of the command.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub struct Divide {
    /// JSON file with price, costs, debt and liens; - is standard input.
    file: PathBuf,
    /// Print the answer as JSON.
    #[arg(long)]
    json: bool,
}

impl Divide {
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let text = self.read()?;
        match divide(&text) {
            Ok((waterfall, answer)) => {
                match self.json {
                    true => println!("{}", serde_json::to_string_pretty(&answer)?),
                    false => print!("{}", table(&waterfall)?),
                }
                Ok(ExitCode::SUCCESS)
            }
            Err(refusal) => {
                if self.json {
                    let Refusal { rule, message, remedy, .. } = &refusal;
                    let told = json!({"refused": rule, "message": message, "remedy": remedy});
                    println!("{}", serde_json::to_string_pretty(&told)?);
                }
                eprintln!("lienwatch: refused ({}): {}; {}", refusal.rule, refusal.message, refusal.remedy);
                Ok(ExitCode::FAILURE)
            }
        }
    }

    fn read(&self) -> anyhow::Result<String> {
        let mut text = String::new();
        let name = self.file.display();
        let mut source: Box<dyn Read> = if self.file.as_os_str() == "-" {
            Box::new(std::io::stdin().lock())
        } else {
            Box::new(std::fs::File::open(&self.file).with_context(|| format!("failed to open {name}"))?)
        };
        let read = source.by_ref().take(MAX_BYTES + 1).read_to_string(&mut text);
        let bytes = read.with_context(|| format!("failed to read {name}"))?;
        ensure!(bytes as u64 <= MAX_BYTES, "{name} is longer than {MAX_BYTES} bytes");
        Ok(text)
    }
}

fn divide(text: &str) -> Result<(Waterfall, Answer), Refusal> {
    let json = &mut serde_json::Deserializer::from_str(text);
    let sheet: Sheet = serde_path_to_error::deserialize(&mut *json).map_err(|error| {
        let path = error.path().to_string();
        let field = if path == "." { String::new() } else { format!("{path}: ") };
        unreadable(format!("{field}{}", error.inner()))
    })?;
    json.end().map_err(|error| unreadable(error.to_string()))?;
    let waterfall = sheet.distribute()?;
    let answer = Answer::of(&waterfall)?;
    Ok((waterfall, answer))
}

fn unreadable(message: String) -> Refusal {
    Refusal::new("input", message, "give the JSON object that `lienwatch waterfall --help` shows")
}

/// The lines under one another, for people.
fn table(waterfall: &Waterfall) -> Result<String, Refusal> {
    let en = Language::En;
    let w = waterfall;
    let mut text = format!("{}, {}\n\n", w.profile.label(en), w.proceeds.currency);
    let mut row = |what: &str, claimed: String, paid: String, left: String, why: String| {
        let what: String = what.chars().take(28).collect();
        text += format!("{what:<28} {claimed:>16} {paid:>16} {left:>16}  {why}").trim_end();
        text.push('\n');
    };
    let major = Money::to_major;
    row("", "claimed".into(), "paid".into(), "left".into(), "rule".into());
    row("Proceeds", String::new(), String::new(), major(w.proceeds), String::new());
    if w.top_up.is_positive() {
        let (top_up, left) = (major(w.top_up), major(w.proceeds.plus(w.top_up)?));
        row("Top-up to a fair price", String::new(), format!("+{top_up}"), left, "UCC 9-615(f)".into());
    }
    for line in &w.lines {
        let owner = line.item == Item::Surplus && line.to == Recipient::Owner;
        let what = if owner { "Remainder" } else { line.item.label(en) };
        let claimed = if line.step == Step::Surplus { String::new() } else { major(line.claimed) };
        let why = format!("{}: {}", line.rule.source(), line.rule.label(en));
        row(what, claimed, major(line.paid), major(line.left), why);
    }
    let open = &w.deficiency;
    text += &format!("\nSurplus    {:>17}\nDeficiency {:>17}\n", major(w.surplus()?), major(open.total()?));
    let parts = [
        ("principal", open.debt.principal),
        ("interest", open.debt.interest),
        ("penalty", open.debt.penalty),
        ("fees", open.debt.fees),
        ("costs", open.costs),
    ];
    for (name, amount) in parts.into_iter().filter(|(_, amount)| amount.is_positive()) {
        text += &format!("  of which {name:<10} {:>8}\n", major(amount));
    }
    if w.not_claimed.is_positive() {
        text += &format!("Not claimed {:>16}  Consumer Credit Act 1974, section 100\n", major(w.not_claimed));
    }
    Ok(text)
}
