import { describe, expect, it } from 'vitest'
import { keepLocal, localViews, moved, MOST, type View, withoutView, withView } from './views'

const shelf = (text: string | null = null) => {
  let held = text
  return { getItem: () => held, setItem: (_: string, value: string) => { held = value }, removeItem: () => { held = null } }
}
const view = (name: string, search = '', page = '/'): View => ({ name, search, page })

describe('saved views', () => {
  it('are of their page, and of one name there is one', () => {
    const all = withView(withView(withView([], view('North', '?sev=critical')), view('North', '?view=table', '/cases')), view('North', '?sev=high'))
    expect(all).toEqual([view('North', '?view=table', '/cases'), view('North', '?sev=high')])
    expect(withoutView(all, view('North'))).toEqual([view('North', '?view=table', '/cases')])
  })
  it('of a browser are read as they were written, and nonsense is none', () => {
    const store = shelf('{"live":[{"name":"North","search":"?sev=high"},{"name":1}],"cases":[{"name":"Mine","search":"?view=table"}],"other":3}')
    expect(localViews(store)).toEqual([view('North', '?sev=high'), view('Mine', '?view=table', '/cases')])
    expect(localViews(shelf('nonsense'))).toEqual([])
    expect(localViews(shelf('{"live":7}'))).toEqual([])
  })
})

describe('views of a browser', () => {
  it('come beside those of the server, and replace none', () => {
    const { views, left } = moved([view('North', '?sev=high'), view('South', '?q=a')], [view('North', '?sev=info'), view('South', '?q=a'), view('West')])
    expect(views).toEqual([view('North', '?sev=high'), view('South', '?q=a'), view('North (2)', '?sev=info'), view('West')])
    expect(left).toEqual([])
  })
  it('stay where they are when the server is full', () => {
    const full = Array.from({ length: MOST }, (_, n) => view(`${n}`))
    const { views, left } = moved(full, [view('one more', '?q=1'), view('0')])
    expect(views).toHaveLength(MOST)
    expect(left).toEqual([view('one more', '?q=1')])
    const store = shelf()
    keepLocal(left, store)
    expect(localViews(store)).toEqual(left)
    keepLocal([], store)
    expect(store.getItem()).toBeNull()
  })
})
