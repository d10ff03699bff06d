import { describe, expect, it } from 'vitest'
import { StreamParser } from './sse'

describe('the event stream', () => {
  it('comes in whatever pieces the network makes', () => {
    const text = 'id: 1-2\nevent: alert\ndata: {"a":\ndata: 1}\n\n: heartbeat\n\nid: 1-3\ndata: x\r\n\r\n'
    const whole = new StreamParser().push(text)
    for (let cut = 0; cut <= text.length; cut += 1) {
      const parser = new StreamParser()
      expect([...parser.push(text.slice(0, cut)), ...parser.push(text.slice(cut))]).toEqual(whole)
    }
    expect(whole).toEqual([{ id: '1-2', event: 'alert', data: '{"a":\n1}' }, null, { id: '1-3', event: 'message', data: 'x' }])
  })

  it('keeps an unfinished message for later and drops one without data', () => {
    const parser = new StreamParser()
    expect(parser.push('event: alert\n\nid: 7\ndata: late')).toEqual([])
    expect(parser.push('\n\n')).toEqual([{ id: '7', event: 'message', data: 'late' }])
  })
})
