//! Who does what in the story of one case: dealt by number, so that each of the stories comes up early.

use crate::chance::{Purpose, Stream, stream};
use rand::Rng;
use rand::seq::SliceRandom;

/// What the borrower does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Borrower {
    /// Nothing.
    Silent,
    /// Pays the arrears while somebody is on the way to the car.
    PaysAtDispatch,
    /// Promises, and pays the arrears.
    KeepsPromise,
    /// Promises, and does not pay.
    BreaksPromise,
    /// Disputes the debt, wrongly.
    Disputes,
    /// Pays everything once the car is taken.
    Redeems,
    /// Pays the arrears once the car is taken.
    Reinstates,
    /// Had paid, to another contract's account: the car should not have been taken.
    PaidElsewhere,
}

/// How the contractors do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Effort {
    /// The first that is asked takes the order, and the car.
    Straight,
    /// The first that is asked declines.
    DeclinesFirst,
    /// The first that is asked does not answer.
    SilentFirst,
    /// The first attempt does not find the car.
    FailsOnce,
    /// The first crew misbehaves, and stops after a quarrel.
    Misbehaves,
}

/// How the car is sold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Way {
    /// By an open auction.
    Auction,
    /// By an open auction whose last bid comes late and moves the close.
    LateBid,
    /// By an open auction that stays below its reserve.
    BelowReserve,
    /// At a fixed price.
    FixedPrice,
    /// Nobody bids at first: it is listed again, cheaper.
    UnsoldOnce,
    /// By the court.
    Court,
}

/// On what ground the car is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ground {
    /// The borrower hands it over.
    Surrender,
    /// The borrower agreed in writing after the default.
    Consent,
    /// A court ordered it.
    Court,
}

/// Where a case is left alone for weeks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rests {
    /// Before authorisation is asked for.
    InReview,
    /// Before an order is written.
    Authorised,
    /// Offered, and no vendor answers.
    Locating,
    /// Taken by a vendor that does not set out.
    Dispatched,
    /// On the hook.
    Secured,
    /// In the yard.
    InCustody,
    /// For sale.
    ForDisposal,
    /// Held by a dispute.
    OnHold,
}

/// The story of one case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plot {
    /// What the borrower does.
    pub borrower: Borrower,
    /// How the contractors do.
    pub effort: Effort,
    /// How the car is sold.
    pub way: Way,
    /// On what ground it is taken.
    pub ground: Ground,
    /// What the car is worth, of the debt, basis points.
    pub worth_bp: u32,
    /// Where it is left alone.
    pub rests: Option<Rests>,
}

const fn plot(borrower: Borrower, effort: Effort, way: Way, ground: Ground, worth_bp: u32) -> Plot {
    Plot { borrower, effort, way, ground, worth_bp, rests: None }
}

/// The first stories, one of each kind: the first cases play them, in this order.
const FIRST: [Plot; 18] = {
    use Borrower::*;
    use Effort::*;
    use Way::*;
    [
        plot(Silent, Straight, Auction, Ground::Court, 13_000),
        plot(Silent, Straight, FixedPrice, Ground::Surrender, 7_500),
        plot(Redeems, Straight, Auction, Ground::Court, 12_000),
        plot(PaysAtDispatch, Straight, Auction, Ground::Court, 10_000),
        plot(Silent, DeclinesFirst, LateBid, Ground::Consent, 12_500),
        plot(Reinstates, Straight, Auction, Ground::Consent, 9_000),
        plot(KeepsPromise, Straight, Auction, Ground::Court, 9_000),
        plot(Silent, FailsOnce, UnsoldOnce, Ground::Court, 8_000),
        plot(BreaksPromise, SilentFirst, Auction, Ground::Court, 6_500),
        plot(Disputes, Straight, FixedPrice, Ground::Court, 11_500),
        plot(Silent, Misbehaves, Auction, Ground::Court, 8_500),
        plot(PaidElsewhere, Straight, Auction, Ground::Court, 9_500),
        plot(Silent, Straight, BelowReserve, Ground::Court, 9_000),
        plot(Silent, Straight, Way::Court, Ground::Court, 8_000),
        plot(Silent, SilentFirst, LateBid, Ground::Surrender, 14_000),
        plot(Silent, DeclinesFirst, Auction, Ground::Court, 7_000),
        plot(PaysAtDispatch, FailsOnce, Auction, Ground::Consent, 10_000),
        plot(Silent, Straight, FixedPrice, Ground::Consent, 16_000),
    ]
};

/// Where the stories after the first ones rest, in turn, among those that do not.
const RESTS: [Option<Rests>; 14] = [
    Some(Rests::OnHold),
    None,
    Some(Rests::Locating),
    Some(Rests::InCustody),
    None,
    Some(Rests::Authorised),
    Some(Rests::Secured),
    None,
    Some(Rests::ForDisposal),
    None,
    Some(Rests::Dispatched),
    None,
    Some(Rests::InReview),
    None,
];

impl Plot {
    /// Stories that are dealt one after another before chance decides.
    pub const FIRST: usize = FIRST.len();

    /// The story of the `number`th case (from 0) in the play of `seed`.
    pub fn deal(seed: u64, number: usize) -> Plot {
        if let Some(first) = FIRST.get(number) {
            return *first;
        }
        let mut rng = stream(seed, Purpose::Actors, number as u64);
        let mut deck = FIRST;
        deck.shuffle(&mut rng);
        let rests = RESTS[(number - FIRST.len()) % RESTS.len()];
        // Who rests on the way gets that far.
        let [mut drawn, other, ..] = deck;
        if rests.is_some() {
            drawn = Plot { borrower: Borrower::Silent, effort: Effort::Straight, ..other };
        }
        Plot { worth_bp: worth(&mut rng), rests, ..drawn }
    }
}

/// Cars lose value faster than debts do: more often below the debt than above it.
fn worth(rng: &mut Stream) -> u32 {
    rng.random_range(60..=135) * 100
}
