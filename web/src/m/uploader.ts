import type { Uploader } from './queue'
import { inPieces } from './uploads'

/** How files go to the server. */
export const uploader: Uploader = inPieces()
