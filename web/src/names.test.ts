import { expect, test } from 'vitest'

/** A disk that does not tell case apart finds the wrong one of `./Rule` (`Rule.tsx`) and `./rule` (`rule.ts`). */
test('no two modules are told apart by the case of their names alone', () => {
  const modules = Object.keys(import.meta.glob('./**/*.{ts,tsx}')).filter((path) => !path.endsWith('.d.ts'))
  expect(modules.length).toBeGreaterThan(300)
  const bare = (path: string) => path.replace(/\.tsx?$/, '')
  const alike = modules.filter((one) => modules.some((other) => other !== one && bare(other).toLowerCase() === bare(one).toLowerCase()))
  expect(alike).toEqual([])
})
