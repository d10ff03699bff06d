/** Longest side of a photo that is sent, pixels. */
const SIDE = 2048

/** A photo made smaller where it is larger than anybody looks at; what the browser cannot draw goes as it is. */
export async function smaller(file: File): Promise<Blob> {
  try {
    const picture = await createImageBitmap(file)
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height))
    if (scale === 1 && file.type === 'image/jpeg') return file
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(picture.width * scale)
    canvas.height = Math.round(picture.height * scale)
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
    return await new Promise((then) => canvas.toBlob((blob) => then(blob ?? file), 'image/jpeg', 0.86))
  } catch {
    return file
  }
}
