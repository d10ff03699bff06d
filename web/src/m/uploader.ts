import type { Uploader } from './queue'
import { whole } from './uploads'

/** How files go to the server. */
export const uploader: Uploader = whole
