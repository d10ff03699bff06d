//! The desk's inbox: what is still to be decided, by vehicle.
//!
//! * [`groups`]: the list. [`summary`]: the counts. [`storms`]: silent vehicles that are one matter.
//! * [`supply`]: the voltage around an alert.

pub mod groups;
pub mod storms;
pub mod summary;
pub mod supply;

use lienwatch_domain::inbox::Queue;
use uuid::Uuid;

/// Which part of the inbox.
#[derive(Debug, Clone)]
pub struct Cut {
    /// Which queue.
    pub queue: Queue,
    /// Whose queue: who asks, if it is a person.
    pub me: Option<Uuid>,
    /// Of these types.
    pub kinds: Option<Vec<String>>,
    /// Of vehicles in one of these groups.
    pub groups: Option<Vec<Uuid>>,
    /// At this site.
    pub site: Option<Uuid>,
}

/// The alerts of a cut, as `a`: bound are `$1` the queue, `$2` who asks, `$3` types, `$4` groups, `$5` a site. Whose
/// alerts are seen is the lender's index first, the policy of the table again.
macro_rules! to_decide {
    () => {
        "from alert a
         where a.lender_no = any (current_lenders())
           and a.desk_state <> 'resolved' and a.state <> 'retracted' and a.severity <> 'info'
           and ($3::text[] is null or a.type = any ($3))
           and ($4::uuid[] is null or exists (select from group_vehicle g where g.group_id = any ($4)
                                              and g.vehicle_no = a.vehicle_no))
           and ($5::uuid is null or a.site_id = $5)
           and case $1 when 'open' then a.desk_state <> 'snoozed'
                       when 'critical' then a.desk_state <> 'snoozed' and a.severity = 'critical'
                       when 'mine' then coalesce(a.assigned_to = $2::uuid, a.desk_by = 'user:' || $2::uuid::text)
                       when 'unassigned' then a.desk_state = 'new' and a.assigned_to is null
                       when 'snoozed' then a.desk_state = 'snoozed'
                       else true
               end"
    };
}
/// How grave, as a number.
macro_rules! rank {
    () => {
        "case a.severity when 'critical' then 3 when 'high' then 2 else 1 end"
    };
}
pub(crate) use {rank, to_decide};
