/** Words of the borders that a lender loads. */
export const regionsEn = {
  regions: {
    gone: '{{code}}: there no more',
    lead: 'A car that stays outside of where it may be raises an alert after ten minutes.', none: 'No borders are loaded', none_text: 'No borders come with the service: what a state calls its own is for the lender to load, as GeoJSON.', load: 'Load borders', file: 'GeoJSON file', code: 'Code', code_of: 'Property with the code', name_of: 'Property with the name', found: '{{n}} features, the first is {{example}}',
    load_text: 'A FeatureCollection of polygons in degrees (WGS-84). A region with a code that is there already is drawn anew; the others stay.', no_json: 'This file is not JSON.', no_collection: 'This file is JSON, but no GeoJSON FeatureCollection.', no_feature: 'There is no feature in this file.',
    corners: 'Corners', corners_n: '{{n}} corners', version: 'Drawn', version_n: '{{n}} times', changed: 'Changed', remove: 'Remove', removed: 'The region is removed', loaded: '{{n}} regions are loaded',
    usual: 'Where all cars may be', usual_text: 'Holds for every car of which nothing else is said. None chosen: everywhere.', everywhere: 'Everywhere', here: 'All cars may be here', saved: 'Where all cars may be is saved', drawn: '{{n}} of {{total}} are drawn', pick: 'Choose a region on the map or in the list',
    approvers: 'Borders are loaded and removed, and where all cars may be is said, by those who may approve: {{who}}.', approvers_role: 'whoever has the role of an admin', loads: 'What was loaded', no_loads: 'Nothing was loaded yet',
  },
  import_report: { refused: 'Refused', taken: '{{ok}} of {{n}} taken', would: '{{ok}} of {{n}} would be taken', more: 'and {{n}} more' },
}
