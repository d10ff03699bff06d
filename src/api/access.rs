//! Who may do what: one table of routes, one of roles. A route that is in neither is refused.

use Action::{Approve, Read, Unmask, Write};

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// Every one.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];
            /// Its name on the wire and in the store.
            pub fn name(self) -> &'static str { match self { $($name::$variant => $text,)* } }
            /// The one of a name.
            pub fn from_name(name: &str) -> Option<Self> { Self::ALL.iter().copied().find(|v| v.name() == name) }
        }
    };
}

named! {
    /// What a person is here for.
    Role {
        /// Runs the installation, users and keys.
        Admin = "admin",
        /// Runs the desk; approves.
        Supervisor = "supervisor",
        /// Works alerts and cases.
        RiskOfficer = "risk_officer",
        /// Approves recoveries.
        Legal = "legal",
        /// Keeps loans and payments.
        Finance = "finance",
        /// Takes cars in and hands them out.
        YardClerk = "yard_clerk",
        /// Reads evidence, changes nothing, sees nobody's place.
        Auditor = "auditor",
        /// Works for a vendor: its own live orders, and nothing else.
        Contractor = "contractor",
    }
}

named! {
    /// What is acted upon.
    Resource {
        /// The caller's own session.
        Session = "session",
        /// The installation: clock, quarantine, lenders.
        Platform = "platform",
        /// Version, clock, counts.
        System = "system",
        /// Lenders and their policy.
        Lenders = "lenders",
        /// People.
        Users = "users",
        /// API keys.
        ApiKeys = "api_keys",
        /// Borrowers (personal data).
        Borrowers = "borrowers",
        /// Vehicles.
        Vehicles = "vehicles",
        /// Where a car is, was and sleeps.
        Locations = "locations",
        /// Trackers and installations.
        Trackers = "trackers",
        /// Raw frames of trackers, kept on demand: with every place in them.
        Captures = "captures",
        /// Photos, sound and video that trackers sent.
        Files = "files",
        /// Corrections of trackers' clocks, set by hand: they move a car's whereabouts in time.
        Clocks = "clocks",
        /// Commands to trackers, and chases.
        Commands = "commands",
        /// Known sites; to approve is to share them with other lenders.
        Sites = "sites",
        /// Fences and regions; to approve is to load regions and say where all vehicles may be.
        Areas = "areas",
        /// Loans.
        Loans = "loans",
        /// Payments.
        Payments = "payments",
        /// Promises to pay and instalment plans.
        Promises = "promises",
        /// The complaint desk; to approve is to put an answer off as only senior management may.
        Complaints = "complaints",
        /// Alerts.
        Alerts = "alerts",
        /// Risk scores; to approve is to bring other parameters into force.
        Risk = "risk",
        /// Recovery cases and their holds.
        Cases = "cases",
        /// Orders to contractors.
        Orders = "orders",
        /// Evidence and records of cases.
        Evidence = "evidence",
        /// Who has a car.
        Custody = "custody",
        /// Yards.
        Yards = "yards",
        /// Appraisals, lots and buyers.
        Disposal = "disposal",
        /// Costs, books, statements and prices.
        Ledger = "ledger",
        /// Vendors and their people.
        Vendors = "vendors",
        /// The law of the place: what is on file for it, notices, decisions, packs.
        Compliance = "compliance",
        /// A contractor's own orders.
        Work = "work",
        /// Bulk imports.
        Imports = "imports",
        /// Work that goes on by itself: for whoever imports, and for whoever takes lists as files.
        Jobs = "jobs",
        /// The audit trail.
        Events = "events",
        /// Who is told of what: rules, endpoints, deliveries.
        Notifications = "notifications",
        /// Figures over many cases.
        Reports = "reports",
        /// Lists as files; to approve is to take places beyond the cap.
        Exports = "exports",
    }
}

named! {
    /// What is done to it.
    Action {
        /// Look.
        Read = "read",
        /// Change.
        Write = "write",
        /// Decide what another person asked for.
        Approve = "approve",
        /// See personal fields, with a reason.
        Unmask = "unmask",
    }
}

/// Which fields a role sees without asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sight {
    /// VIN and plate.
    pub vehicle_identity: bool,
    /// Names, numbers, addresses of people.
    pub personal: bool,
}

/// Routes: method, path below `/api/v1`, resource, action.
pub type Table = &'static [(&'static str, &'static str, Resource, Action)];

/// What roles may do.
pub type Grants = &'static [(Role, &'static [(Resource, &'static [Action])])];

/// The tables of the folders that bring their own.
const FOLDERS: &[(Table, Grants)] = &[
    (super::notifications::ROUTES, super::notifications::GRANTS),
    (super::recovery::ROUTES, super::recovery::GRANTS),
    (super::vendors::ROUTES, super::vendors::GRANTS),
    (super::disposal::ROUTES, super::disposal::GRANTS),
    (super::money::ROUTES, super::money::GRANTS),
    (super::reports::ROUTES, super::reports::GRANTS),
    (super::exports::ROUTES, super::exports::GRANTS),
    (super::bulk::ROUTES, super::bulk::GRANTS),
    (super::stock::ROUTES, super::stock::GRANTS),
    (super::promises::ROUTES, super::promises::GRANTS),
    (super::complaints::ROUTES, super::complaints::GRANTS),
    (super::compliance::ROUTES, super::compliance::GRANTS),
    (super::settings::ROUTES, super::settings::GRANTS),
    (super::habits::ROUTES, super::habits::GRANTS),
    (super::jobs::ROUTES, super::jobs::GRANTS),
    (super::risk::ROUTES, super::risk::GRANTS),
    (super::site_library::ROUTES, super::site_library::GRANTS),
    (super::areas::ROUTES, super::areas::GRANTS),
    (super::groups::ROUTES, &[]),
    (super::inbox::ROUTES, &[]),
    (super::notes::ROUTES, super::notes::GRANTS),
];

/// What a role may do: (resource, actions), and what it sees unasked.
pub fn grants(role: Role) -> (&'static [(Resource, &'static [Action])], Sight) {
    use Resource::*;
    let sees_cars = Sight { vehicle_identity: true, personal: false };
    let sees_nothing = Sight { vehicle_identity: false, personal: false };
    match role {
        Role::Admin => (
            &[
                (Platform, &[Read, Write]),
                (Lenders, &[Read, Write]),
                (Users, &[Read, Write]),
                (ApiKeys, &[Read, Write]),
                (Borrowers, &[Read, Write, Unmask]),
                (Vehicles, &[Read, Write, Unmask]),
                (Locations, &[Read]),
                (Files, &[Read]),
                (Commands, &[Read, Write, Approve]),
                (Trackers, &[Read, Write]),
                (Clocks, &[Read, Write]),
                (Captures, &[Read, Write]),
                (Sites, &[Read, Write]),
                (Loans, &[Read, Write]),
                (Payments, &[Read, Write]),
                (Alerts, &[Read, Write]),
                (Cases, &[Read, Write, Approve]),
                (Imports, &[Read, Write]),
                (Events, &[Read]),
            ],
            sees_cars,
        ),
        Role::Supervisor => (
            &[
                (Lenders, &[Read]),
                (Users, &[Read]),
                (Borrowers, &[Read, Write, Unmask]),
                (Vehicles, &[Read, Write, Unmask]),
                (Locations, &[Read]),
                (Files, &[Read]),
                (Commands, &[Read, Write, Approve]),
                (Trackers, &[Read, Write]),
                (Captures, &[Read, Write]),
                (Sites, &[Read, Write]),
                (Loans, &[Read, Write]),
                (Payments, &[Read]),
                (Alerts, &[Read, Write]),
                (Cases, &[Read, Write, Approve]),
                (Imports, &[Read, Write]),
                (Events, &[Read]),
            ],
            sees_cars,
        ),
        Role::RiskOfficer => (
            &[
                (Lenders, &[Read]),
                (Borrowers, &[Read, Unmask]),
                (Vehicles, &[Read, Write, Unmask]),
                (Locations, &[Read]),
                (Files, &[Read]),
                (Commands, &[Read, Write]),
                (Trackers, &[Read, Write]),
                (Sites, &[Read, Write]),
                (Loans, &[Read]),
                (Payments, &[Read]),
                (Alerts, &[Read, Write]),
                (Cases, &[Read, Write]),
                (Imports, &[Read, Write]),
                (Events, &[Read]),
            ],
            sees_cars,
        ),
        Role::Legal => (
            &[
                (Lenders, &[Read]),
                (Borrowers, &[Read, Unmask]),
                (Vehicles, &[Read, Unmask]),
                (Locations, &[Read]),
                (Files, &[Read]),
                (Commands, &[Read, Approve]),
                (Sites, &[Read]),
                (Loans, &[Read]),
                (Payments, &[Read]),
                (Alerts, &[Read]),
                (Cases, &[Read, Write, Approve]),
                (Events, &[Read]),
            ],
            sees_cars,
        ),
        Role::Finance => (
            &[
                (Lenders, &[Read]),
                (Borrowers, &[Read]),
                (Vehicles, &[Read]),
                (Loans, &[Read, Write]),
                (Payments, &[Read, Write]),
                (Cases, &[Read]),
                (Imports, &[Read, Write]),
            ],
            sees_nothing,
        ),
        Role::YardClerk => {
            (&[(Vehicles, &[Read]), (Commands, &[Read]), (Trackers, &[Read]), (Cases, &[Read])], sees_cars)
        }
        Role::Auditor => (
            &[
                (Lenders, &[Read]),
                (Users, &[Read]),
                (ApiKeys, &[Read]),
                (Borrowers, &[Read]),
                (Vehicles, &[Read]),
                (Files, &[Read]),
                (Commands, &[Read]),
                (Trackers, &[Read]),
                (Sites, &[Read]),
                (Loans, &[Read]),
                (Payments, &[Read]),
                (Alerts, &[Read]),
                (Cases, &[Read]),
                (Imports, &[Read]),
                (Events, &[Read]),
            ],
            sees_nothing,
        ),
        Role::Contractor => (&[], sees_nothing),
    }
}

/// Whether a role may.
pub fn role_may(role: Role, resource: Resource, action: Action) -> bool {
    if resource == Resource::Jobs {
        return jobs_may(action, |resource, action| role_may(role, resource, action));
    }
    let everybody = matches!((resource, action), (Resource::Session, _) | (Resource::System, Read));
    let by = |granted: &[(Resource, &[Action])]| granted.iter().any(|(r, a)| *r == resource && a.contains(&action));
    let folders = || FOLDERS.iter().flat_map(|(_, grants)| grants.iter()).filter(|(r, _)| *r == role);
    everybody || by(grants(role).0) || folders().any(|(_, granted)| by(granted))
}

/// Jobs are for who may begin one that is listed there: each sees of them what is theirs.
fn jobs_may(action: Action, may: impl Fn(Resource, Action) -> bool) -> bool {
    match action {
        Read | Write => may(Resource::Imports, action) || may(Resource::Exports, Read),
        Approve | Unmask => false,
    }
}

/// Whether the scopes of a key may: `*` everything; `read` and `write` the business of lending, but neither people
/// nor keys, installation, where notifications go nor whole lists as files; `<resource>:<action>` exactly that.
pub fn scopes_may(scopes: &[String], resource: Resource, action: Action) -> bool {
    use Resource::{ApiKeys, Exports, Notifications, Platform, Session, Users};
    if resource == Resource::Jobs {
        return jobs_may(action, |resource, action| scopes_may(scopes, resource, action));
    }
    let apart = [Platform, Users, ApiKeys, Session, Notifications, Exports];
    let one = |scope: &str| match scope {
        "*" => resource != Resource::Session,
        "read" => !apart.contains(&resource) && action == Read,
        "write" => !apart.contains(&resource) && matches!(action, Read | Write),
        other => other.split_once(':').is_some_and(|(r, a)| r == resource.name() && a == action.name()),
    };
    scopes.iter().any(|scope| one(scope))
}

/// Whether a text is a scope at all.
pub fn is_scope(text: &str) -> bool {
    matches!(text, "*" | "read" | "write")
        || text.split_once(':').is_some_and(|(r, a)| Resource::from_name(r).is_some() && Action::from_name(a).is_some())
}

/// Routes that need no caller: the way in.
pub const OPEN_ROUTES: &[(&str, &str)] = &[
    ("POST", "/session"),
    ("POST", "/first-run"),
    ("GET", "/letters/{code}"),
    ("POST", "/public/complaints"),
    ("POST", "/public/complaints/status"),
];

/// What a route is; unknown routes are nothing, and refused.
pub fn route(method: &str, path: &str) -> Option<(Resource, Action)> {
    let path = path.strip_prefix("/api/v1")?;
    let all = FOLDERS.iter().flat_map(|(routes, _)| routes.iter()).chain(routes::ROUTES);
    all.into_iter().find(|(m, p, ..)| *m == method && *p == path).map(|(_, _, r, a)| (*r, *a))
}

/// Every right that somebody has, as `<resource>:<action>`.
pub fn rights(may: impl Fn(Resource, Action) -> bool) -> Vec<String> {
    let all = Resource::ALL.iter().flat_map(|r| Action::ALL.iter().map(|a| (*r, *a)));
    all.filter(|(r, a)| may(*r, *a)).map(|(r, a)| format!("{}:{}", r.name(), a.name())).collect()
}

/// Every operation that somebody may call, as `<method> <path below /api/v1>`.
pub fn operations(may: impl Fn(Resource, Action) -> bool) -> Vec<String> {
    let all = routes::ROUTES.iter().chain(FOLDERS.iter().flat_map(|(routes, _)| routes.iter()));
    all.filter(|(_, _, r, a)| may(*r, *a)).map(|(method, path, ..)| format!("{method} {path}")).collect()
}

mod routes;
#[cfg(test)]
mod tests;
