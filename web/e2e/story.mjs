// A desk at work, told through the API: people, and cases on their way. Browser tests and pictures start from it.
const PASSWORD = 'a-long-enough-password'

export class Person {
  constructor(api) { this.api = api; this.cookie = ''; this.csrf = '' }
  static async in(api, email, password) {
    const person = new Person(api)
    const response = await fetch(`${api}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email, password }) })
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
}

const people = [
  ['sun@desk.example', 'Sun Li', 'supervisor'],
  ['wei@desk.example', 'Wei Chen', 'supervisor'],
  ['risk@desk.example', 'Zhao Min', 'risk_officer'],
  ['audit@desk.example', 'Auditor', 'auditor'],
  ['yard@desk.example', 'He Gang', 'yard_clerk'],
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
  const cases = (await sun.get('cases?open=true&limit=500')).items.sort((a, b) => b.dpd - a.dpd)
  if (cases.some((one) => one.state === 'authorised' || one.state === 'in_recovery')) return { admin, sun, wei, PASSWORD }
  const step = async (who, kase, path, body) => who.ask('POST', `cases/${kase.id}/${path}`, body, (await who.get(`cases/${kase.id}`)).version)
  // The demo's worst cars stay flagged: the stories begin with them.
  const moved = cases.filter((one) => one.rule === 'dpd_60').slice(0, 9)
  for (const kase of moved.filter((one) => one.state === 'flagged')) await step(sun, kase, 'review', {})
  const items = ['loan_contract', 'payment_history', 'borrower_details', 'credit_assessment', 'vehicle_details', 'lien_registration']
  for (const kase of moved.slice(0, 6)) {
    await sun.ask('PUT', `cases/${kase.id}/intake`, { items }, (await sun.get(`cases/${kase.id}`)).version)
    // Nobody authorises on an old balance: the lender's books are confirmed first.
    await sun.ask('POST', `loans/${kase.loan_id}/balance`, {}, (await sun.get(`loans/${kase.loan_id}`)).version)
    await step(sun, kase, 'request-authorisation', { basis: 'consented_recovery', reference: `contract ${kase.contract_number}, clause 12`, reason: 'three instalments overdue, no answer to two letters' })
  }
  for (const kase of moved.slice(0, 4)) await step(wei, kase, 'approve', { reason: 'papers are complete' })
  await step(sun, moved[3], 'holds', { kind: 'dispute_or_fraud', reason: 'the borrower says that he paid in cash' })
  for (const kase of moved.slice(0, 2)) {
    const position = (await sun.get(`vehicles/${kase.vehicle_id}/position`)).items.find((one) => one.lat != null)
    await sun.ask('POST', `cases/${kase.id}/orders`, { kind: 'repossess', lat: position?.lat ?? null, lon: position?.lon ?? null, instructions: 'Keys are with the lender. No entry to locked premises.' })
  }
  return { admin, sun, wei, PASSWORD }
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  await tell({ api: process.env.LIENWATCH_API, email: process.env.LIENWATCH_EMAIL, password: process.env.LIENWATCH_PASSWORD })
}
