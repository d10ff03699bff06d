import { describe, expect, it } from 'vitest'
import { keepViews, viewsOf, withView } from './views'

const shelf = (text: string | null = null) => {
  let held = text
  return { getItem: () => held, setItem: (_: string, value: string) => { held = value } }
}

describe('saved views', () => {
  it('are of their page, and of one name there is one', () => {
    const store = shelf()
    keepViews('live', withView(viewsOf('live', store), { name: 'North', search: '?sev=critical' }), store)
    keepViews('cases', [{ name: 'Mine', search: '?view=table' }], store)
    keepViews('live', withView(viewsOf('live', store), { name: 'North', search: '?sev=high' }), store)
    expect(viewsOf('live', store)).toEqual([{ name: 'North', search: '?sev=high' }])
    expect(viewsOf('cases', store)).toHaveLength(1)
  })
  it('are not lost by what somebody else wrote, and never more than thirty', () => {
    expect(viewsOf('live', shelf('nonsense'))).toEqual([])
    expect(viewsOf('live', shelf('{"live":[{"name":1}]}'))).toEqual([])
    const many = Array.from({ length: 40 }, (_, i) => ({ name: `${i}`, search: '' })).reduce<{ name: string; search: string }[]>((all, one) => withView(all, one), [])
    expect(many).toHaveLength(30)
    expect(many[0]?.name).toBe('10')
  })
})
