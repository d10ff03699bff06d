/** The longest edge of what is sent, pixels: enough to read a plate from across a street. */
export const LONGEST = 2048
const THUMB = 168
const QUALITY = 0.85

/** Width and height within `most`, the shape kept and nothing enlarged; at least one pixel. */
export function fit(width: number, height: number, most = LONGEST): { width: number; height: number } {
  if (!(width > 0) || !(height > 0)) throw new RangeError('a picture without an extent')
  const scale = Math.min(1, most / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

export const hex = (bytes: ArrayBuffer) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
export const sha256 = async (blob: Blob) => hex(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()))

async function drawn(bitmap: ImageBitmap, most: number, type: string): Promise<Blob> {
  const size = fit(bitmap.width, bitmap.height, most)
  const canvas = document.createElement('canvas')
  Object.assign(canvas, size)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('this browser cannot draw')
  context.imageSmoothingQuality = 'high'
  context.drawImage(bitmap, 0, 0, size.width, size.height)
  const blob = await new Promise<Blob | null>((then) => canvas.toBlob(then, type, QUALITY))
  // Phones give the memory of large canvases back only when told.
  canvas.width = canvas.height = 0
  if (!blob) throw new Error('this browser cannot write a picture')
  return blob
}

export type Picture = { blob: Blob; thumb: Blob; sha256: string }

/** Upright, at most [`LONGEST`] pixels, as JPEG without what the camera wrote beside it; with a small one to show. */
export async function shrink(file: Blob): Promise<Picture> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' })
  try {
    const blob = await drawn(bitmap, LONGEST, 'image/jpeg')
    return { blob, thumb: await drawn(bitmap, THUMB, 'image/jpeg'), sha256: await sha256(blob) }
  } finally {
    bitmap.close()
  }
}
