/** The policy admits the style elements that carry the nonce the server wrote into the page. */
export const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''

// Libraries that lock scrolling read it from here.
Object.assign(globalThis, { __webpack_nonce__: nonce })
