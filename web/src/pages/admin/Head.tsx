import type { ReactNode } from 'react'

export const Head = ({ title, children }: { title: string; children?: ReactNode }) => (
  <div className="pagehead">
    <h1>{title}</h1>
    <span className="spring" />
    {children}
  </div>
)
