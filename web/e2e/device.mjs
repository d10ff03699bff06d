// A tracker that a test has in its own hands: GT06 over TCP, at the port that the service says it hears.
import { connect } from 'node:net'

/** The protocol's frame (CRC-ITU, ISO/IEC 13239) around a packet's kind, content and serial number. */
function frame(kind, content, serial) {
  const body = Buffer.concat([Buffer.from([content.length + 5, kind]), content, Buffer.from([serial >> 8, serial & 0xff])])
  let crc = 0xffff
  for (const byte of body) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >> 1) ^ 0x8408 : crc >> 1
  }
  crc = ~crc & 0xffff
  return Buffer.concat([Buffer.from([0x78, 0x78]), body, Buffer.from([crc >> 8, crc & 0xff, 0x0d, 0x0a])])
}

/** A fix north and east of nought, with seven satellites, at a time in UTC; and the cell of nobody. */
function fix({ lat, lon, speed = 40, at }) {
  const content = Buffer.alloc(26)
  content.set([at.getUTCFullYear() - 2000, at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds(), 0xc7])
  content.writeUInt32BE(Math.round(lat * 1_800_000), 7)
  content.writeUInt32BE(Math.round(lon * 1_800_000), 11)
  content[15] = speed
  // Positioned, north, course 90.
  content.writeUInt16BE(0x1400 | 90, 16)
  return content
}

/** Connects and logs in; `fix` and `close` are what it can do then. `admin` may read the ports. */
export async function device(admin, imei) {
  const port = (await admin.get('system/ports')).items.find((one) => one.protocol === 'gt06' && one.transport === 'tcp')
  const at = port.address.lastIndexOf(':')
  const socket = connect(Number(port.address.slice(at + 1)), port.address.slice(0, at))
  await new Promise((ready, failed) => socket.once('connect', ready).once('error', failed))
  let serial = 1
  const send = (kind, content) => socket.write(frame(kind, content, serial++))
  send(0x01, Buffer.from(imei.padStart(16, '0'), 'hex'))
  return { fix: (place) => send(0x12, fix(place)), close: () => socket.destroy() }
}
