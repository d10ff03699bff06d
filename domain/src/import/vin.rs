//! Vehicle identification numbers (ISO 3779; check digit by 49 CFR 565 and GB 16735).

use serde::{Deserialize, Serialize};

/// 17 characters, capital letters without I, O and Q, and digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Vin(String);

/// Not a VIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VinError {
    /// Not 17 characters.
    #[error("a VIN has 17 characters, this has {0}")]
    Length(usize),
    /// A character that no VIN has.
    #[error("a VIN has digits and letters without I, O and Q; character {0} is none of them")]
    Character(usize),
}

/// What the ninth character says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckDigit {
    /// It fits, or it cannot be a check digit where none is required.
    Fine,
    /// It does not fit, where one is required (North America).
    Wrong {
        /// What it should be.
        expected: char,
    },
    /// It does not fit, where makers need not have one.
    Odd {
        /// What it would be.
        expected: char,
    },
}

impl Vin {
    /// Checks length and characters; small letters are taken as capitals.
    pub fn new(text: &str) -> Result<Self, VinError> {
        let vin = text.trim().to_ascii_uppercase();
        let count = vin.chars().count();
        if count != 17 {
            return Err(VinError::Length(count));
        }
        match vin.chars().position(|c| value(c).is_none()) {
            Some(i) => Err(VinError::Character(i + 1)),
            None => Ok(Vin(vin)),
        }
    }

    /// The 17 characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether its maker must use a check digit: North America is 1 to 5, and 7F to 70 since those ran out (7A to 7E
    /// is New Zealand).
    pub fn needs_check_digit(&self) -> bool {
        match self.0.as_bytes() {
            [b'7', second, ..] => !(b'A'..=b'E').contains(second),
            [first, ..] => (b'1'..=b'5').contains(first),
            [] => false,
        }
    }

    /// Whether the ninth character is the check digit of the others.
    pub fn check_digit(&self) -> CheckDigit {
        const WEIGHTS: [u32; 17] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
        let sum: u32 = self.0.chars().filter_map(value).zip(WEIGHTS).map(|(v, w)| v * w).sum();
        let expected = match sum % 11 {
            10 => 'X',
            n => char::from_digit(n, 10).expect("below ten"),
        };
        let found = char::from(self.0.as_bytes()[8]);
        match (found == expected, self.needs_check_digit()) {
            (true, _) => CheckDigit::Fine,
            (false, true) => CheckDigit::Wrong { expected },
            // European makers fill the place with a letter.
            (false, false) if found.is_ascii_digit() || found == 'X' => CheckDigit::Odd { expected },
            (false, false) => CheckDigit::Fine,
        }
    }
}

/// The value of a character in the check sum (49 CFR 565.15, table III); `None` for what no VIN has.
fn value(c: char) -> Option<u32> {
    match c {
        '0'..='9' => c.to_digit(10),
        'A'..='H' => Some(c as u32 - 'A' as u32 + 1),
        'J'..='N' => Some(c as u32 - 'J' as u32 + 1),
        'P' => Some(7),
        'R' => Some(9),
        'S'..='Z' => Some(c as u32 - 'S' as u32 + 2),
        _ => None,
    }
}

impl std::fmt::Display for Vin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Vin {
    type Error = VinError;
    fn try_from(text: String) -> Result<Self, VinError> {
        Vin::new(&text)
    }
}

impl From<Vin> for String {
    fn from(vin: Vin) -> String {
        vin.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> CheckDigit {
        Vin::new(text).expect("a VIN").check_digit()
    }

    #[test]
    fn the_check_digit_of_known_numbers_fits() {
        // The worked example of 49 CFR 565, one with X, and the number of seventeen ones.
        for vin in ["1G4AH59H45G118341", "1M8GDM9AXKP042788", "11111111111111111", "1m8gdm9axkp042788"] {
            assert_eq!(check(vin), CheckDigit::Fine, "{vin}");
        }
    }

    #[test]
    fn a_wrong_check_digit_is_wrong_in_north_america_and_odd_elsewhere() {
        assert_eq!(check("1M8GDM9A1KP042788"), CheckDigit::Wrong { expected: 'X' });
        assert_eq!(check("LSVAA49J132047371"), CheckDigit::Fine);
        let odd =
            "0123456789X".chars().filter(|c| matches!(check(&format!("LSVAA49J{c}32047371")), CheckDigit::Odd { .. }));
        assert_eq!(odd.count(), 10, "one of eleven fits");
        assert_eq!(check("WVWZZZ1JZXW000001"), CheckDigit::Fine, "a letter is no check digit");
    }

    #[test]
    fn north_america_is_one_to_five_and_the_later_sevens() {
        let needs = |start: &str| Vin::new(&format!("{start}SAYGDEE0PA000001")).expect("a VIN").needs_check_digit();
        assert!(["1", "2", "3", "4", "5", "7"].iter().all(|s| needs(s)));
        assert!(!["6", "8", "9", "0", "L", "W", "J"].iter().any(|s| needs(s)));
        assert!(!Vin::new("7A1DC2B00FX000001").expect("a VIN").needs_check_digit(), "New Zealand");
    }

    #[test]
    fn length_and_characters_are_checked() {
        assert_eq!(Vin::new("1M8GDM9AXKP04278"), Err(VinError::Length(16)));
        assert_eq!(Vin::new(""), Err(VinError::Length(0)));
        for (vin, at) in [("IM8GDM9AXKP042788", 1), ("1M8GDM9AXKPO42788", 12), ("1M8GDM9AXKP04278Q", 17)] {
            assert_eq!(Vin::new(vin), Err(VinError::Character(at)), "{vin}");
        }
        assert_eq!(Vin::new("1M8GDM9AXKP04278车"), Err(VinError::Character(17)));
    }
}
