/** Words of the vehicle page: places, where it may be, devices, tracks, documents, the timeline's filters. */
export const carEn = {
  spots: {
    name: 'Name the place', rename: 'Change the name', saved: 'The place has a name', cleared: 'The name is taken away', hint: 'Empty takes the name away. It is kept where the place is.', nights: '{{n}} nights', hours: 'When it is here: share of each hour of the day', at_hour: '{{hour}}:00 — {{h}} h', seen: 'last there', show: 'Show on the map', all: 'Hexes',
  },
  bounds: {
    title: 'Where it may be', everywhere: 'everywhere', own: 'its own list', usual: 'as all vehicles', change: 'Change', as_all: 'As all vehicles', anywhere: 'Everywhere', only: 'Only in these', choose: 'Regions', none_loaded: 'No region is loaded', load: 'Load regions', saved: 'Where it may be is changed',
  },
  gear: {
    title: 'Devices', details: 'Details', agree: 'Trackers agree: {{m}} apart', apart: 'Trackers are {{m}} apart', asof: 'fixes {{time}} from each other', unknown: 'Not comparable: one of the trackers has no fix', too_old: 'Not comparable: the fixes are {{time}} from each other', tamper: 'Tampering and power', no_tamper: 'No tampering is known', commands: 'Commands', no_commands: 'Nothing was asked of this tracker', ask: 'Ask', what: 'What', seconds: 'Seconds', why: 'Reason', sent: 'It is asked: {{what}}', cancel: 'Take back', wait: 'sent when the tracker can be reached', model: 'Model', card: 'SIM card', interval: 'Reports every', wakes: 'Wakes every', voltage: 'Supply', since: 'Fitted', heard: 'Last heard', position: 'Last fix', protocol: 'Protocol', device: 'Device number',
    received: 'received', delay: 'came {{time}} later', refused: 'refused by the device',
  },
  command_kind: { locate: 'Position now', report_every: 'Report every …', working_mode: 'Working mode', reboot: 'Restart', set_parameter: 'Set a parameter', get_parameters: 'Read parameters', take_photo: 'Take a photo', find_media: 'Find recordings', send_media: 'Send a recording', send_stored_media: 'Send recordings', record_sound: 'Record sound', stop_recording: 'Stop recording', text: 'Text', engine_cut: 'Cut the engine', engine_restore: 'Restore the engine' },
  file_kind: { image: 'Photo', sound: 'Sound', video: 'Video', other: 'File' },
  command_state: { awaiting_approval: 'Waits for approval', queued: 'Waits', sent: 'Sent', acknowledged: 'Done', failed: 'Failed', cancelled: 'Taken back', expired: 'Expired' },
  track: {
    fed: 'fed by the car', cut: 'not fed',
    agree: 'Agree to {{n}} places for a colleague', agreed: 'It is agreed: {{n}} places, for 30 days', stays: 'Stops', at: 'At', from: 'From', to: 'Until', still: 'still there', other: 'The other tracker', others: 'Show the other tracker', export: 'Export', what_for: 'What the file is for', file_hint: 'It stands in the file and in the log.', take: 'Take the file', less: 'less', more: 'more', reload_failed: 'The track could not be asked again',
  },
  papers: { title: 'Documents', files: 'From its trackers', none: 'No document yet', none_text: 'Papers and photos are added in its case; trackers with a camera send theirs.', of_case: 'Of its case', kind: 'Kind' },
  sift: { all: 'Everything', alert: 'Alerts', case: 'Case and orders', loan: 'Loan', device: 'Devices', none: 'Nothing of this kind' },
  borrower: { title: 'Borrower', show: 'Show in full', why: 'Why do you need to see it?', vulnerable: 'Special care', watch_listed: 'On the watch-list', phone: 'Phone', email: 'E-mail', id_number: 'ID number', address: 'Address', external_id: 'Number in your books', logged: 'Shown in full: the look and your reason are written down.' },
  sheet: { case: 'Case', contract: 'Contract', state: 'State since', vin: 'VIN', car: 'Car', dpd: 'Days past due', printed: 'Printed by {{who}}, {{time}}. Confidential: it holds personal data and where a car is.' },
  more: { title: 'More', copy: 'Copy the address of this view', copied: 'The address is copied', map_app: 'Open in a map app', print: 'Print', next: 'Next vehicle', on_map: 'Show on the live map' },
}
