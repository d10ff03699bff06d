import { MantineProvider, localStorageColorSchemeManager } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { queries } from './client'
import { nonce } from './nonce'
import { router } from './router'
import { theme } from './theme'

const Notifications = lazy(() => import('@mantine/notifications').then((module) => ({ default: module.Notifications })))
const schemes = localStorageColorSchemeManager({ key: 'lw.scheme' })

export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" colorSchemeManager={schemes} getStyleNonce={() => nonce}>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
        <Suspense>
          <Notifications position="bottom-right" limit={4} />
        </Suspense>
      </QueryClientProvider>
    </MantineProvider>
  )
}
