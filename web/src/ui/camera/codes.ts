/** What codes a picture of the camera shows. */
type Reader = (video: HTMLVideoElement) => Promise<string[]>
type Detectors = { new (options: { formats: string[] }): { detect: (source: HTMLVideoElement) => Promise<{ rawValue: string }[]> }; getSupportedFormats: () => Promise<string[]> }

/** Largest side of the picture that is searched where the phone cannot do it by itself, pixels: more is slower and finds no more. */
const SIDE = 640

/** Codes of cars and yards: QR, and what makers print on the sticker of the VIN. */
const FORMATS = ['qr_code', 'data_matrix', 'code_39', 'code_128']

/**
 * The browser's own reader (Shape Detection API) where it has one for QR codes; else one in script, which is loaded then
 * and knows QR codes only: iOS and desktop browsers have none.
 */
export async function codeReader(): Promise<Reader> {
  const detectors = (globalThis as { BarcodeDetector?: Detectors }).BarcodeDetector
  const known = detectors ? await detectors.getSupportedFormats().catch((): string[] => []) : []
  if (detectors && known.includes('qr_code')) {
    const detector = new detectors({ formats: FORMATS.filter((one) => known.includes(one)) })
    return async (video) => (await detector.detect(video)).map((code) => code.rawValue)
  }
  const { default: jsQR } = await import('jsqr')
  const canvas = document.createElement('canvas')
  const drawn = canvas.getContext('2d', { willReadFrequently: true })
  return (video) => {
    const scale = Math.min(1, SIDE / Math.max(video.videoWidth, video.videoHeight, 1))
    const [width, height] = [Math.round(video.videoWidth * scale), Math.round(video.videoHeight * scale)]
    if (!drawn || width === 0 || height === 0) return Promise.resolve([])
    Object.assign(canvas, { width, height })
    drawn.drawImage(video, 0, 0, width, height)
    const found = jsQR(drawn.getImageData(0, 0, width, height).data, width, height, { inversionAttempts: 'dontInvert' })
    return Promise.resolve(found ? [found.data] : [])
  }
}
