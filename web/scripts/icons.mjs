// Writes the contractor app's icons into public/, from the same shapes as public/icon.svg: no renderer is needed.
import { writeFileSync } from 'node:fs'
import { crc32, deflateSync } from 'node:zlib'

const BLUE = [0x3b, 0x5b, 0xdb]
const HALF = 1.2
const clamp = (x) => Math.max(0, Math.min(1, x))
/** Distance to three quarters of a circle around (16, 16), open at the lower right, with round ends. */
const arc = (x, y, r) => {
  const [dx, dy] = [x - 16, y - 16]
  if (!(dx > 0 && dy > 0)) return Math.abs(Math.hypot(dx, dy) - r)
  return Math.min(Math.hypot(dx - r, dy), Math.hypot(dx, dy - r))
}
/** Distance to a square of 32 with rounded corners; inside it is negative. */
const square = (x, y, radius) => {
  const [qx, qy] = [Math.abs(x - 16) - 16 + radius, Math.abs(y - 16) - 16 + radius]
  return Math.hypot(Math.max(qx, 0), Math.max(qy, 0)) + Math.min(Math.max(qx, qy), 0) - radius
}

/** `corner` 0 fills the square; `inset` keeps the mark within the circle that launchers cut. */
function pixels(size, corner, inset) {
  const unit = 32 / size
  const rows = Buffer.alloc(size * (1 + size * 4))
  for (let j = 0; j < size; j += 1) {
    for (let i = 0; i < size; i += 1) {
      const [x, y] = [(i + 0.5) * unit, (j + 0.5) * unit]
      const [mx, my] = [16 + (x - 16) * inset, 16 + (y - 16) * inset]
      const far = Math.min(arc(mx, my, 9) - HALF, arc(mx, my, 4.5) - HALF, Math.hypot(mx - 16, my - 16) - 1.9)
      const white = clamp(0.5 - far / (unit * inset))
      const inside = corner === 0 ? 1 : clamp(0.5 - square(x, y, corner) / unit)
      const at = j * (1 + size * 4) + 1 + i * 4
      BLUE.forEach((part, n) => { rows[at + n] = Math.round(part + (255 - part) * white) })
      rows[at + 3] = Math.round(255 * inside)
    }
  }
  return rows
}

function png(size, rows) {
  const chunk = (name, data) => {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, sum])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(size, 0)
  head.writeUInt32BE(size, 4)
  head.set([8, 6, 0, 0, 0], 8)
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', head), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))])
}

for (const [name, size, corner, inset] of [['180', 180, 0, 1.1], ['192', 192, 8, 1], ['512', 512, 8, 1], ['maskable', 512, 0, 1.35]]) {
  writeFileSync(new URL(`../public/m-icon-${name}.png`, import.meta.url), png(size, pixels(size, corner, inset)))
}
