import { Loader } from '@mantine/core'
import { lazy, type ReactNode, Suspense } from 'react'
import type { DrawMapProps } from '../../map/DrawMap'

const DrawMap = lazy(() => import('../../map/DrawMap'))

/** What is said of an area, beside the map that it is on. */
export function MapDesk({ hint, children, ...map }: DrawMapProps & { hint?: ReactNode; children: ReactNode }) {
  return (
    <div className="site-editor">
      {children}
      <div className="mapw">
        <Suspense fallback={<div className="wait"><Loader size="sm" /></div>}>
          <DrawMap {...map} />
        </Suspense>
        {hint && <div className="ov hint">{hint}</div>}
      </div>
    </div>
  )
}
