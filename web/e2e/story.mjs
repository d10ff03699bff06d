// A desk at work, told through the API: people, and cases on their way. Browser tests and pictures start from it.
const PASSWORD = 'a-long-enough-password'

export class Person {
  constructor(api) { this.api = api; this.cookie = ''; this.csrf = '' }
  static async in(api, email, password) {
    const person = new Person(api)
    const knock = () => fetch(`${api}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email, password }) })
    let response = await knock()
    // All tests come from one address: whoever comes too soon is told when to come again.
    while (response.status === 429) {
      await new Promise((then) => setTimeout(then, (Number(response.headers.get('retry-after')) || 1) * 1000))
      response = await knock()
    }
    if (!response.ok) throw new Error(`${email} cannot log in: ${await response.text()}`)
    person.cookie = response.headers.getSetCookie()[0].split(';')[0]
    person.csrf = (await response.json()).csrf_token
    return person
  }
  async ask(method, path, body, version, lender) {
    const headers = { cookie: this.cookie, 'x-csrf-token': this.csrf, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(version === undefined ? {} : { 'if-match': `"${version}"` }), ...(lender ? { 'lienwatch-lender': lender } : {}) }
    const response = await fetch(`${this.api}/api/v1/${path}`, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) })
    const text = await response.text()
    const answer = text ? JSON.parse(text) : null
    if (!response.ok) throw Object.assign(new Error(`${method} ${path}: ${response.status} ${text}`), { status: response.status, code: answer?.code })
    return answer
  }
  get(path) { return this.ask('GET', path) }
  async upload(path, bytes, type = 'image/png') {
    const response = await fetch(`${this.api}/api/v1/${path}`, { method: 'POST', headers: { cookie: this.cookie, 'x-csrf-token': this.csrf, 'content-type': type }, body: bytes })
    if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${await response.text()}`)
    return response.json()
  }
}

const people = [
  ['sun@desk.example', 'Sun Li', 'supervisor'],
  ['wei@desk.example', 'Wei Chen', 'supervisor'],
  ['risk@desk.example', 'Zhao Min', 'risk_officer'],
  ['audit@desk.example', 'Auditor', 'auditor'],
  ['yard@desk.example', 'He Gang', 'yard_clerk'],
  ['law@desk.example', 'Lin Fa', 'legal'],
]

const papers = ['business_licence', 'contract', 'confidentiality', 'responsible_person', 'liability_insurance', 'recovery_licence', 'on_hook_insurance', 'transport_licence']

/** A contractor with papers, two agents, an area around a city, and somebody who can log in for it. */
async function contractor({ admin, sun, wei, name, email, lat, lon }) {
  const vendor = (await sun.ask('POST', 'vendors', { name, kinds: ['repossess', 'tow', 'store'], capacity: 8, bases: [{ lat_e7: Math.round(lat * 1e7), lon_e7: Math.round(lon * 1e7) }] })).id
  for (const kind of papers) await sun.ask('POST', `vendors/${vendor}/actions`, { action: 'add_document', document: { kind, number: '1', issued_on: '2026-01-01', expires_on: '2027-12-31' } })
  const [w, s, e, n] = [lon - 0.7, lat - 0.6, lon + 0.7, lat + 0.6]
  await sun.ask('PUT', `vendors/${vendor}/coverage`, { type: 'Polygon', coordinates: [[[w, s], [e, s], [e, n], [w, n], [w, s]]] })
  const agents = []
  for (const n of [1, 2]) {
    const agent = (await sun.ask('POST', `vendors/${vendor}/agents`, { name: `${name} ${n}` })).id
    for (const body of [
      { action: 'record_certificate', certificate: { number: 'C1', issued_on: '2026-01-01', last_day: '2027-12-31' } },
      { action: 'record_background', background: { on: '2026-06-01', clear: true } },
      { action: 'record_training', training: { on: '2026-06-01', score: 90 } },
      { action: 'record_confidentiality', on: '2026-06-01' },
    ]) await sun.ask('POST', `agents/${agent}/actions`, body)
    agents.push(agent)
  }
  await wei.ask('POST', `vendors/${vendor}/activate`, { reason: 'its papers are in order' })
  await admin.ask('POST', 'users', { email, display_name: name, role: 'contractor', password: PASSWORD, vendor_id: vendor, agent_id: agents[0] })
  return { vendor, agents }
}

/** Twice is as good as once. */
export async function tell({ api, email, password }) {
  const admin = await Person.in(api, email, password)
  const known = new Set((await admin.get('users?limit=500')).items.map((one) => one.email))
  for (const [address, display_name, role] of people) {
    if (!known.has(address)) await admin.ask('POST', 'users', { email: address, password: PASSWORD, display_name, role })
  }
  const [sun, wei] = await Promise.all([Person.in(api, people[0][0], PASSWORD), Person.in(api, people[1][0], PASSWORD)])
  if ((await sun.get('vendors')).items.length === 0) {
    await contractor({ admin, sun, wei, name: '中原拖车', email: 'north@tow.example', lat: 34.75, lon: 113.62 })
    await contractor({ admin, sun, wei, name: 'River Recovery', email: 'river@tow.example', lat: 30.59, lon: 114.3 })
  }
  if ((await sun.get('yards')).items.length === 0) {
    const rates = { per_day: [['car', { minor: 4000, currency: 'CNY' }]], free_days: 0, cap: null }
    const yard = await sun.ask('POST', 'yards', { name: '武汉江北停车场', address: '武汉市江岸区江北快速路 18 号', bays: 60, opening_hours: '8:00–18:00', lat: 30.66, lon: 114.33, rates })
    await wei.ask('POST', `yards/${yard.id}/approve`, {}, yard.version)
    await sun.ask('POST', 'yards', { name: 'Zhengzhou East', address: '88 Longhai Road, Zhengzhou', bays: 24, opening_hours: '9:00–17:30', lat: 34.74, lon: 113.75, rates })
  }
  const law = await Person.in(api, 'law@desk.example', PASSWORD)
  const desk = { admin, sun, wei, law, PASSWORD }
  const vehicles = (await sun.get('vehicles?limit=500')).items
  const critical = new Set(vehicles.filter((one) => one.worst_severity === 'critical').map((one) => one.id))
  let open = (await sun.get('cases?open=true&limit=500')).items
  // The demo's people work their cases off: a desk of its own has some that nobody has looked at.
  const idle = vehicles.filter((one) => !one.open_case_id && one.contract_number && !critical.has(one.id)).sort((a, b) => (b.dpd ?? 0) - (a.dpd ?? 0))
  const missing = Math.max(0, 7 - open.filter((one) => one.rule === 'manual').length)
  for (const car of idle.slice(0, missing)) await sun.ask('POST', 'cases', { vehicle_id: car.id, reason: 'the branch has heard that the car is offered for sale' })
  if (missing > 0) open = (await sun.get('cases?open=true&limit=500')).items
  const own = open.filter((one) => one.rule === 'manual').sort((a, b) => a.contract_number.localeCompare(b.contract_number))
  // One waits for its order, one has one written, one is with its second person; four are as they were flagged.
  if (own[0]?.state === 'flagged') await authorise(desk, own[0])
  if (own[1]?.state === 'flagged') {
    await authorise(desk, own[1])
    await order(desk, own[1])
  }
  if (own[2]?.state === 'flagged') await authorise(desk, own[2], false)
  // The worst car of all is ready to be sent for: the tour begins with it.
  // Where it was sent for already, that is taken back: twice is as good as once.
  const orders = (await sun.get('orders?limit=500')).items.filter((one) => !['withdrawn', 'expired', 'declined', 'failed', 'reversed'].includes(one.state))
  const worst = open.filter((one) => critical.has(one.vehicle_id) && one.open_holds === 0 && one.dpd > 0)
  for (const one of orders.filter(({ case_id, state }) => ['draft', 'offered'].includes(state) && worst.some((kase) => kase.id === case_id))) await sun.ask('POST', `orders/${one.id}/withdraw`, { reason: 'it is sent for anew' })
  const idling = worst.filter((one) => !orders.some(({ case_id, state }) => case_id === one.id && !['draft', 'offered'].includes(state)))
  let ready = idling.find((one) => one.state === 'authorised' || one.state === 'in_recovery') ?? idling.find((one) => one.state === 'flagged' || one.state === 'in_review')
  const free = vehicles.find((one) => critical.has(one.id) && !one.open_case_id && (one.dpd ?? 0) > 0)
  if (!ready && free) ready = await sun.ask('POST', 'cases', { vehicle_id: free.id, reason: 'its tracker was removed' })
  if (ready && ['flagged', 'in_review'].includes(ready.state)) await authorise(desk, ready)
  return { ...desk, tour: ready ? { vehicle: ready.vehicle_id, kase: ready.id, plate: ready.plate ?? ready.contract_number } : null }
}

const INTAKE = ['loan_contract', 'payment_history', 'borrower_details', 'credit_assessment', 'vehicle_details', 'lien_registration', 'valuation', 'keys']
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGD4DwABBAEAX+XDSwAAAABJRU5ErkJggg==', 'base64')

/** Everything that the law wants on file, and two people who agree. */
async function authorise({ sun, wei, law }, kase, agreed = true) {
  const at = `cases/${kase.id}`
  const seen = async () => (await sun.get(at)).version
  if (kase.state === 'flagged') await sun.ask('POST', `${at}/review`, {}, await seen())
  await sun.ask('PUT', `${at}/intake`, { items: INTAKE }, await seen())
  await sun.ask('POST', `${at}/records`, { kind: 'contact', channel: 'call', party: 'debtor', outcome: 'conversation' })
  await sun.ask('POST', `${at}/records`, { kind: 'vulnerability', vulnerable: false, note: 'asked on the telephone' })
  const notice = (await law.ask('POST', `${at}/notices`, { kind: 'default_notice' })).id
  const by = new Date(Date.now() + 15 * 86_400_000).toISOString().slice(0, 10)
  const fields = { lender_address: '1 Harbour Road, Shanghai', lender_phone: '+86 21 0000 0000', breach: 'the instalments of the last months were not paid', remedy_by: by, complaint_phone: '+86 21 0000 0001' }
  await law.ask('POST', `notices/${notice}/issue`, { language: 'zh', method: 'registered_post', fields })
  const proof = (await law.upload(`${at}/evidence?kind=notice_proof`, PIXEL)).id
  await law.ask('POST', `notices/${notice}/serve`, { method: 'registered_post', proof })
  // Nobody authorises on an old balance: the lender's books are confirmed first.
  await sun.ask('POST', `loans/${kase.loan_id}/balance`, {}, (await sun.get(`loans/${kase.loan_id}`)).version)
  await sun.ask('POST', `${at}/request-authorisation`, { basis: 'consented_recovery', reference: `contract ${kase.contract_number}, clause 12`, reason: 'the tracker was removed, no answer to two letters' }, await seen())
  if (agreed) await wei.ask('POST', `${at}/approve`, { reason: 'papers are complete' }, await seen())
}

async function order({ sun }, kase) {
  const position = (await sun.get(`vehicles/${kase.vehicle_id}/position`)).items.find((one) => one.lat != null)
  await sun.ask('POST', `cases/${kase.id}/orders`, { kind: 'repossess', lat: position?.lat ?? null, lon: position?.lon ?? null, instructions: 'Keys are with the lender. No entry to locked premises.' })
}

/** Regions as a lender may cut its country into, by hand; in use by nobody. Twice is as good as once. */
export async function borders({ admin }) {
  const around = (lat, lon, degrees) => Array.from({ length: 13 }, (_, n) => [lon + degrees * Math.sin((n / 12) * 2 * Math.PI) * (1 + 0.12 * Math.cos(n * 3)), lat + 0.8 * degrees * Math.cos((n / 12) * 2 * Math.PI)]).map((at, n, all) => (n === 12 ? all[0] : at))
  const areas = [['HZ', '华中大区', 31, 113, 2.6], ['HD', '华东大区', 31.4, 119.6, 2.4], ['HB', '华北大区', 37.6, 115.6, 2.8]]
  await admin.ask('POST', 'regions/geojson', { type: 'FeatureCollection', features: areas.map(([code, name, ...where]) => ({ type: 'Feature', properties: { code, name }, geometry: { type: 'Polygon', coordinates: [around(...where)] } })) })
}

/** A car that is on its way into a yard: where none is, one leaves its yard with a carrier. */
export async function onItsWay({ sun }) {
  const yards = (await sun.get('yards?limit=500')).items
  const standing = (await Promise.all(yards.map((yard) => sun.get(`yards/${yard.id}/inventory?limit=500`).then(({ items }) => items.map((car) => ({ car, yard })))))).flat()
  const here = new Set(standing.map(({ car }) => car.case_id))
  const coming = (await sun.get('cases?state=secured,in_custody,for_disposal&limit=500')).items.find((one) => !here.has(one.id))
  if (coming) return coming.id
  const carrier = (await sun.get('vendors?limit=500')).items.find((one) => ['transport', 'tow'].some((kind) => one.vendor.profile.kinds.includes(kind)))
  const found = standing.find(({ car }) => car.open_holds === 0 && car.case_state === 'in_custody')
  if (!carrier || !found) return null
  const { car, yard } = found
  const proof = (await sun.upload(`cases/${car.case_id}/evidence?kind=photo`, PIXEL)).id
  await sun.ask('POST', `cases/${car.case_id}/hand-overs`, { from: { custodian: 'yard', yard: yard.id }, to: { custodian: 'carrier', vendor: carrier.id }, lat: yard.yard.place.lat_e7 / 1e7, lon: yard.yard.place.lon_e7 / 1e7, odometer_km: car.odometer_km ?? 41_020, evidence: [proof] })
  return car.case_id
}

const money = (kase, n) => ({ minor: n * 100, currency: kase.currency })

/** A car that may be sold, without a lot: all that the law wants is on file, and an appraisal counts. Where every car is
 * under the hammer or waits for its buyer's money, one lot is taken back. */
export async function saleable({ sun }) {
  const lots = (await sun.get('lots?limit=500')).items.filter((one) => !['withdrawn', 'delivered'].includes(one.state))
  const unpaid = (kase) => kase.state !== 'sold' || lots.some((lot) => lot.case_id === kase.id && lot.state === 'awarded')
  const cases = (await sun.get('cases?state=in_custody,for_disposal,sold&limit=500')).items.filter((one) => one.open_holds === 0 && unpaid(one))
  const idle = cases.filter((one) => !lots.some((lot) => lot.case_id === one.id && !['draft', 'listed'].includes(lot.state)))
  const kase = idle.find((one) => one.state === 'for_disposal') ?? idle[0] ?? cases[0]
  if (!kase) return null
  const at = `cases/${kase.id}`
  if (kase.state === 'in_custody') {
    for (const done of (await sun.get(`orders?case_id=${kase.id}&limit=100`)).items.filter((one) => one.state === 'completed')) await sun.ask('POST', `orders/${done.id}/acknowledge`, {}, done.version)
    for (const record of [{ kind: 'property_inventory', items: ['umbrella', 'child seat'] }, { kind: 'property_handled', note: 'handed to the borrower against signature' }, { kind: 'title_check', clear: true, note: 'no other lien' }]) await sun.ask('POST', `${at}/records`, record)
    await sun.ask('POST', `${at}/clear-for-disposal`, { reason: 'property is handled, and the title is clear' }, (await sun.get(at)).version)
  }
  for (const old of lots.filter((one) => one.case_id === kase.id)) await sun.ask('POST', `lots/${old.id}/actions`, { action: 'withdraw', reason: 'it is offered anew' })
  await sun.ask('POST', `loans/${kase.loan_id}/balance`, {}, (await sun.get(`loans/${kase.loan_id}`)).version)
  await sun.ask('POST', `${at}/records`, { kind: 'sale_agreement', agreed: true, note: 'signed after the default' })
  const value = Math.round(kase.outstanding_minor / 100_000 * 0.8) * 1000
  const counted = (await sun.ask('POST', `${at}/appraisals`, { id: crypto.randomUUID(), source: 'independent', by: 'Shanghai Appraisals', value: money(kase, value), at: new Date(Date.now() - 60_000).toISOString() })).counts.appraisal
  return { kase, at, value, counted }
}

/** A car under the hammer: an open auction with three bids, its end so near that the next bid is late. */
export async function auction({ sun }) {
  const running = (await sun.get('lots?limit=500')).items.find((one) => one.state === 'open' && one.lot.channel === 'open_auction' && Date.parse(one.lot.closes_at) > Date.now() + 60_000)
  if (running) return running
  const sale = await saleable({ sun })
  if (!sale) return null
  const { kase, at, value, counted } = sale
  const [start, minute] = [Math.round(value * 0.7), 60_000]
  let lot = await sun.ask('POST', `${at}/lots`, { channel: 'open_auction', start: money(kase, start), increment: money(kase, 500), reserve: money(kase, start + 2000), late: { window_s: 1800, extend_s: 1800, most: 10 }, deposit: null, opens_at: new Date(Date.now() + 3000).toISOString(), closes_at: new Date(Date.now() + 30 * minute).toISOString(), pay_hours: 72 })
  const act = async (body) => { lot = await sun.ask('POST', `lots/${lot.id}/actions`, body) }
  await act({ action: 'list', appraisal: counted })
  // Until the clock of the service has come to its opening.
  for (let n = 0; lot.state !== 'open' && n < 60; n += 1) {
    await new Promise((then) => setTimeout(then, 250))
    await act({ action: 'tick' })
  }
  const buyers = (await sun.get('buyers')).items
  for (const [i, more] of [0, 500, 1500].entries()) await act({ action: 'bid', bid: crypto.randomUUID(), buyer: buyers[i % buyers.length].id, amount: money(kase, start + more) })
  return lot
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const { tour } = await tell({ api: process.env.LIENWATCH_API, email: process.env.LIENWATCH_EMAIL, password: process.env.LIENWATCH_PASSWORD })
  console.log(tour)
}
