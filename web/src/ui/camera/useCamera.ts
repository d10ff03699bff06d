import { type RefObject, useEffect, useRef, useState } from 'react'
import { codeReader } from './codes'

/** Whether there is a camera that a page may ask for. */
export const canScan = typeof navigator !== 'undefined' && !!navigator.mediaDevices

type Seen = { video: RefObject<HTMLVideoElement | null>; /** A code was seen that `read` does not know. */ wrong: boolean; /** The camera could not be had. */ failed: boolean }

/** The camera, until it sees a code that `read` knows; then, once, `done`. */
export function useCamera(read: (code: string) => boolean, done: () => void): Seen {
  const video = useRef<HTMLVideoElement>(null)
  const [wrong, setWrong] = useState(false)
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    let stream: MediaStream | null = null
    let frame = 0
    let over = false
    const reader = codeReader()
    const look = () => {
      const at = video.current
      if (over || !at) return
      void reader
        .then((codes) => codes(at))
        .then((codes) => {
          if (over) return
          if (codes.some((code) => read(code))) {
            over = true
            done()
          } else if (codes.length > 0) setWrong(true)
        })
        .catch(() => undefined)
        .finally(() => {
          if (!over) frame = requestAnimationFrame(look)
        })
    }
    void navigator.mediaDevices
      .getUserMedia({ video: { facingMode: 'environment' } })
      .then((got) => {
        stream = got
        if (over || !video.current) return got.getTracks().forEach((track) => track.stop())
        video.current.srcObject = got
        void video.current.play().then(look)
      })
      .catch(() => setFailed(true))
    return () => {
      over = true
      cancelAnimationFrame(frame)
      stream?.getTracks().forEach((track) => track.stop())
    }
  }, [read, done])
  return { video, wrong, failed }
}
