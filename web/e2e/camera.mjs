// A camera that sees a code: a film of one picture, as Chromium takes it for a camera (YUV4MPEG2, 4:2:0).
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encode } from 'uqr'

const [WIDTH, HEIGHT] = [640, 480]

/** Writes the film into a folder of its own; answers its path. */
export function camera(text) {
  const { data, size } = encode(text, { ecc: 'M', border: 4 })
  const scale = Math.floor(HEIGHT / size)
  const [left, top] = [(WIDTH - size * scale) >> 1, (HEIGHT - size * scale) >> 1]
  const frame = Buffer.alloc((WIDTH * HEIGHT * 3) / 2, 128)
  frame.fill(200, 0, WIDTH * HEIGHT)
  for (let y = 0; y < size * scale; y += 1) for (let x = 0; x < size * scale; x += 1) frame[(top + y) * WIDTH + left + x] = data[Math.floor(y / scale)][Math.floor(x / scale)] ? 24 : 230
  const path = join(mkdtempSync(join(tmpdir(), 'camera-')), 'code.y4m')
  writeFileSync(path, Buffer.concat([Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`), ...Array.from({ length: 10 }, () => [Buffer.from('FRAME\n'), frame]).flat()]))
  return path
}
