/** The bytes of a frame as text: what does not print is a dot. */
export function printable(hex: string): string {
  let text = ''
  for (let at = 0; at + 1 < hex.length; at += 2) {
    const byte = Number.parseInt(hex.slice(at, at + 2), 16)
    text += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·'
  }
  return text
}
