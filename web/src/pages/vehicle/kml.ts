const text = (raw: string) => raw.replace(/[<>&"]/g, (c) => `&#${c.charCodeAt(0)};`)

/** A track in KML (OGC 12-007r2), of points that carry `at`: a line for the eye, and each point with its time. */
export function toKml(points: GeoJSON.FeatureCollection, name: string): string {
  const all = points.features.flatMap(({ geometry, properties }) => (geometry?.type === 'Point' ? [{ at: String(properties?.at ?? ''), tracker: String(properties?.tracker_id ?? ''), place: `${geometry.coordinates[0]},${geometry.coordinates[1]}` }] : []))
  const trackers = [...new Set(all.map((one) => one.tracker))]
  // Each tracker has a line of its own: between two of them nobody drove.
  const lines = trackers.map((tracker) => `<Placemark><name>${text(tracker || name)}</name><LineString><tessellate>1</tessellate><coordinates>${all.filter((one) => one.tracker === tracker).map((one) => one.place).join(' ')}</coordinates></LineString></Placemark>`)
  const marks = all.map((one) => `<Placemark>${one.at ? `<TimeStamp><when>${text(one.at)}</when></TimeStamp>` : ''}<Point><coordinates>${one.place}</coordinates></Point></Placemark>`)
  return `<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>${text(name)}</name>${lines.join('')}<Folder><name>${text(name)}</name>${marks.join('')}</Folder></Document></kml>`
}
