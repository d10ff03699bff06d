/** Groups of vehicles. */
export const groupsEn = {
  groups: { title: 'Groups', manage: 'Groups…', none: 'No group yet', none_text: 'A group names vehicles that belong together: a branch, a product, a watch list.', name: 'Name', colour: 'Colour', add: 'New group', members: '{{n}} vehicles', rename: 'Rename', remove: 'Delete', remove_sure: 'Delete the group “{{name}}”? Its vehicles stay.', of_car: 'Groups', change: 'Change groups', in_none: 'In no group', put_in: 'Put into “{{name}}”', by_filter: 'Vehicles listed now: {{n}}', take_filter: 'Take them out', by_file: 'File of VINs or plates (CSV)', file_hint: 'One vehicle a row: VIN, plate or contract number in the first column; at most 100,000 rows', changed: '{{added}} put in, {{removed}} taken out', saved: 'Group saved', removed: 'Group deleted', bad_rows: '{{n}} rows name no vehicle', row: 'Row {{n}}' },
  group_colour: { grey: 'Grey', red: 'Red', orange: 'Orange', yellow: 'Yellow', green: 'Green', teal: 'Teal', blue: 'Blue', violet: 'Violet', pink: 'Pink' },
  group_row: { unknown_vehicle: 'no such vehicle', ambiguous: 'several vehicles', empty: 'is empty', unreadable: 'cannot be read' },
}
