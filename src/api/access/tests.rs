//! The tables hold what their words promise.

use super::*;

#[test]
fn roles_are_what_the_store_allows() {
    let allowed = ["admin", "supervisor", "risk_officer", "legal", "finance", "yard_clerk", "auditor", "contractor"];
    assert!(Role::ALL.iter().map(|r| r.name()).eq(allowed));
}

#[test]
fn an_auditor_changes_nothing_and_sees_nobodys_place() {
    let (grants, sight) = grants(Role::Auditor);
    assert!(grants.iter().all(|(_, actions)| *actions == [Read]));
    assert!(!role_may(Role::Auditor, Resource::Locations, Read));
    assert!(!sight.vehicle_identity && !sight.personal);
}

#[test]
fn only_approvers_approve() {
    let approvers: Vec<_> =
        Role::ALL.iter().filter(|r| role_may(**r, Resource::Cases, Approve)).map(|r| r.name()).collect();
    assert_eq!(approvers, ["admin", "supervisor", "legal"]);
}

#[test]
fn scopes_are_exact() {
    let of = |s: &str| vec![s.to_owned()];
    assert!(scopes_may(&of("alerts:read"), Resource::Alerts, Read));
    assert!(!scopes_may(&of("alerts:read"), Resource::Alerts, Write));
    assert!(!scopes_may(&of("alerts:read"), Resource::Vehicles, Read));
    assert!(scopes_may(&of("write"), Resource::Loans, Write));
    assert!(!scopes_may(&of("write"), Resource::Users, Write));
    assert!(!scopes_may(&of("write"), Resource::Platform, Write));
    assert!(
        !scopes_may(&of("write"), Resource::Notifications, Write)
            && !scopes_may(&of("read"), Resource::Notifications, Read)
    );
    assert!(!scopes_may(&of("write"), Resource::Cases, Approve), "approval is a person's");
    assert!(is_scope("cases:approve") && !is_scope("cases:everything") && !is_scope("all"));
}

#[test]
fn messages_show_a_role_what_it_sees_unasked() {
    for role in Role::ALL {
        let shown = lienwatch_domain::notify::Sight::of_role(role.name());
        assert_eq!(shown.vehicle_identity, grants(*role).1.vehicle_identity, "{}", role.name());
    }
}
