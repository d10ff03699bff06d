// A contractor on the road, told through the API: a company with two people, one of whom has a login, and orders that
// are offered to it. The law's hours are those of the lender's zone: the lender moves to one where it is noon.
import { Person } from './story.mjs'

const PASSWORD = 'a-long-enough-password'
const PAPERS = ['business_licence', 'contract', 'confidentiality', 'responsible_person', 'liability_insurance', 'recovery_licence', 'on_hook_insurance', 'transport_licence']
const INTAKE = ['loan_contract', 'payment_history', 'borrower_details', 'credit_assessment', 'vehicle_details', 'lien_registration', 'valuation', 'keys']
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGD4DwABBAEAX+XDSwAAAABJRU5ErkJggg==', 'base64')
const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

/** The zone in which it is about noon now. `Etc/GMT-8` is eight hours before Greenwich's clock shows it. */
const noonZone = () => {
  const ahead = 12 - new Date().getUTCHours()
  return ahead === 0 ? 'Etc/GMT' : ahead > 0 ? `Etc/GMT-${ahead}` : `Etc/GMT+${-ahead}`
}

export async function road({ api, email, password }) {
  const admin = await Person.in(api, email, password)
  const known = new Set((await admin.get('users?limit=500')).items.map((one) => one.email))
  const as = async (address, display_name, role, more = {}) => {
    if (!known.has(address)) await admin.ask('POST', 'users', { email: address, password: PASSWORD, display_name, role, ...more })
    return Person.in(api, address, PASSWORD)
  }
  const upload = async (who, path) => {
    const response = await fetch(`${api}/api/v1/${path}`, { method: 'POST', headers: { cookie: who.cookie, 'x-csrf-token': who.csrf, 'content-type': 'image/png' }, body: PIXEL })
    if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${await response.text()}`)
    return response.json()
  }
  const sun = await as('sun@road.example', 'Sun Li', 'supervisor')
  const wei = await as('wei@road.example', 'Wei Chen', 'supervisor')
  const law = await as('law@road.example', 'Lin Fa', 'legal')
  const lender = (await admin.get('lenders')).items[0]
  const patch = async (body) => {
    const now = await admin.get(`lenders/${lender.id}`)
    await admin.ask('PATCH', `lenders/${lender.id}`, body, now.version)
  }
  await patch({ time_zone: noonZone() })

  // One company, whose name is its mark.
  const name = '沪西道路救援 West Road Recovery'
  const spot = { lat: 31.2304, lon: 121.4737 }
  let company = (await sun.get('vendors?limit=500')).items.find((one) => JSON.stringify(one).includes('West Road'))?.id
  if (!company) {
    company = (await sun.ask('POST', 'vendors', { name, kinds: ['repossess', 'voluntary_surrender', 'tow', 'store'], capacity: 20, bases: [{ lat_e7: Math.round(spot.lat * 1e7), lon_e7: Math.round(spot.lon * 1e7) }] })).id
    for (const kind of PAPERS) await sun.ask('POST', `vendors/${company}/actions`, { action: 'add_document', document: { kind, number: '1', issued_on: day(-200), expires_on: day(300) } })
    await sun.ask('PUT', `vendors/${company}/coverage`, { type: 'Polygon', coordinates: [[[73, 18], [135, 18], [135, 53], [73, 53], [73, 18]]] })
    const agents = []
    for (const who of ['Gao Feng 高峰', 'Xu Lan 许岚', 'Ma Jun 马军']) {
      const agent = (await sun.ask('POST', `vendors/${company}/agents`, { name: who })).id
      agents.push(agent)
      // The third one's papers are not there yet.
      if (agents.length === 3) break
      for (const body of [
        { action: 'record_certificate', certificate: { number: `C${agents.length}`, issued_on: day(-200), last_day: day(300) } },
        { action: 'record_background', background: { on: day(-20), clear: true } },
        { action: 'record_training', training: { on: day(-20), score: 92 } },
        { action: 'record_confidentiality', on: day(-20) },
      ]) await sun.ask('POST', `agents/${agent}/actions`, body)
    }
    await wei.ask('POST', `vendors/${company}/activate`, { reason: 'its papers are in order' })
    await sun.ask('PUT', `vendors/${company}/compliance`, { listed: true, evaluated_on: day(-15), audited_on: day(-15) })
    await as('gao@road.example', 'Gao Feng', 'contractor', { vendor_id: company, agent_id: agents[0] })
  }
  let yard = (await sun.get('yards?limit=500')).items.find((one) => one.yard.name.includes('West Road'))
  if (!yard) {
    const rates = { per_day: [['car', { minor: 4000, currency: 'CNY' }], ['van', { minor: 5000, currency: 'CNY' }]], free_days: 0, cap: null }
    yard = await sun.ask('POST', 'yards', { name: 'West Road Yard 沪西停车场', address: '上海市普陀区西路 18 号', bays: 60, opening_hours: '0:00–24:00', lat: spot.lat + 0.004, lon: spot.lon, rates })
    await wei.ask('POST', `yards/${yard.id}/approve`, {}, yard.version)
  }

  /** A car whose loan is overdue, of nobody else's story. */
  const overdue = async () => {
    const n = String(Date.now() % 1e6).padStart(6, '0')
    const car = await sun.ask('POST', 'vehicles', { vin: `LSVAA49J1F2${n}`, plate: `沪A${n.slice(1)}`, make: 'Roewe', model: 'i5', model_year: 2024, colour: 'white' })
    const borrower = (await sun.ask('POST', 'borrowers', { external_id: `road-${n}`, name: 'Chen Road' })).id
    const contract_number = `ROAD-${n}`
    const instalments = [-92, -61, -31].map((days) => ({ due: day(days), principal_minor: 250_000, interest_minor: 52_700 }))
    await admin.ask('POST', 'loans', { contract_number, vehicle_id: car.id, borrower_id: borrower, product: 'loan', funded_on: day(-200), plan: { plan: 'irregular', instalments } })
    return { ...car, contract_number }
  }

  /** A case of a car of the demo that is overdue and that nobody works on, or of a car of our own. */
  const opened = async () => {
    const reason = 'the branch has heard that the car is offered for sale'
    const open = async (car) => {
      try {
        return { kase: await sun.ask('POST', 'cases', { vehicle_id: car.id, reason }), car }
      } catch (error) {
        if (error.code !== 'case_already_open') throw error
        // The rule of the overdue was faster; a case that the demo's people work on is theirs.
        const kase = (await sun.get('cases?open=true&limit=500')).items.find((one) => one.vehicle_id === car.id)
        return kase?.state === 'flagged' && kase.contract_number.startsWith('ROAD-') ? { kase, car } : null
      }
    }
    const idle = (await sun.get('vehicles?limit=500')).items.filter((one) => !one.open_case_id && one.contract_number && one.plate && one.dpd >= 30)
    for (const car of idle.slice(0, 5)) {
      const found = await open(car)
      if (found) return found
    }
    const found = await open(await overdue())
    if (!found) throw new Error('the case of an overdue car is worked on by somebody else')
    return found
  }

  /** A case that two people agreed to, with an order that is offered to the company. */
  const offer = async (minutes = 90) => {
    const { kase, car } = await opened()
    const at = `cases/${kase.id}`
    const seen = async () => (await sun.get(at)).version
    await sun.ask('POST', `${at}/review`, {}, await seen())
    await sun.ask('PUT', `${at}/intake`, { items: INTAKE }, await seen())
    await sun.ask('POST', `${at}/records`, { kind: 'contact', channel: 'call', party: 'debtor', outcome: 'conversation' })
    await sun.ask('POST', `${at}/records`, { kind: 'vulnerability', vulnerable: false, note: 'asked on the telephone' })
    const notice = (await law.ask('POST', `${at}/notices`, { kind: 'default_notice' })).id
    const fields = { lender_address: '1 Harbour Road, Shanghai', lender_phone: '+86 21 0000 0000', breach: 'the instalments of the last months were not paid', remedy_by: day(16), complaint_phone: '+86 21 0000 0001' }
    await law.ask('POST', `notices/${notice}/issue`, { language: 'zh', method: 'registered_post', fields })
    const proof = (await upload(law, `${at}/evidence?kind=notice_proof`)).id
    await law.ask('POST', `notices/${notice}/serve`, { method: 'registered_post', proof })
    const loan = (await sun.get(at)).loan_id
    await sun.ask('POST', `loans/${loan}/balance`, {}, (await sun.get(`loans/${loan}`)).version)
    await sun.ask('POST', `${at}/request-authorisation`, { basis: 'consented_recovery', reference: 'clause 12 of the contract', reason: 'three instalments overdue, no answer to two letters' }, await seen())
    await wei.ask('POST', `${at}/approve`, { reason: 'papers are complete' }, await seen())
    const order = await sun.ask('POST', `${at}/orders`, { kind: 'repossess', ...spot, instructions: 'Spare key with the lender. The car usually stands behind the market, north gate.' })
    const { round } = await sun.ask('POST', `orders/${order.id}/offer`, { mode: 'direct', vendors: [company], minutes })
    return { kase: kase.id, order: order.id, offer: round.offers[0].offer, plate: car.plate, vin: car.vin }
  }
  return {
    email: 'gao@road.example', password: PASSWORD, spot, yard: yard.id, sun, wei, law, offer,
    /** The lender's clock is where it was. */
    back: () => patch({ time_zone: lender.time_zone }),
  }
}
