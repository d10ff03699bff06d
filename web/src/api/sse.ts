/** One message of an event stream. */
export type Message = { id: string; event: string; data: string }

/**
 * Reads `text/event-stream` (WHATWG HTML, 9.2.6) piece by piece. Comments, which the server sends as a heartbeat, come
 * out as `null`: they say that the connection lives.
 */
export class StreamParser {
  private rest = ''
  private id = ''
  private event = ''
  private data: string[] = []

  push(chunk: string): (Message | null)[] {
    const out: (Message | null)[] = []
    // A line may end with the last character so far being `\r` of `\r\n`: it waits for the next piece.
    const text = this.rest + chunk
    const lines = text.split(/\r\n|\n|\r(?!$)/)
    this.rest = lines.pop() ?? ''
    for (const line of lines) {
      const message = this.line(line)
      if (message !== undefined) out.push(message)
    }
    return out
  }

  private line(line: string): Message | null | undefined {
    if (line === '') {
      const message = this.data.length > 0 ? { id: this.id, event: this.event || 'message', data: this.data.join('\n') } : undefined
      this.event = ''
      this.data = []
      return message
    }
    if (line.startsWith(':')) return null
    const at = line.indexOf(':')
    const field = at < 0 ? line : line.slice(0, at)
    const value = at < 0 ? '' : line.slice(at + 1).replace(/^ /, '')
    if (field === 'id') this.id = value
    else if (field === 'event') this.event = value
    else if (field === 'data') this.data.push(value)
    return undefined
  }
}
