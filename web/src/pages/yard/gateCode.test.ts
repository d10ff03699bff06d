import jsQR from 'jsqr'
import { expect, it } from 'vitest'
import { yardIn } from '../../m/steps'
import { squares } from './GateCode'

it('is read by the contractor app as the yard that it hangs at', () => {
  const id = '0197f3c4-5d21-7a10-8c3e-000000000005'
  const { size, path } = squares(`lienwatch:yard:${id}`)
  const scale = 8
  const side = size * scale
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255)
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)/g)) {
    for (let down = 0; down < scale; down += 1) for (let right = 0; right < scale; right += 1) pixels.set([0, 0, 0], ((Number(y) * scale + down) * side + Number(x) * scale + right) * 4)
  }
  const read = jsQR(pixels, side, side)
  expect(read?.data).toBe(`lienwatch:yard:${id}`)
  expect(yardIn(read?.data ?? '', [{ id: '0197f3c4-5d21-7a10-8c3e-000000000006' }, { id }])).toBe(id)
})
