import { Button, Group, Modal, SegmentedControl, Textarea } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { answered, api, headersOf } from '../../api/client'
import { asProblem, Problem } from '../../api/problem'
import { useMay } from '../../app/session'
import { useWords } from '../../i18n'
import { told } from '../../ui/notify'
import { save } from '../../ui/save'
import { ProblemNote } from '../../ui/states'
import { toKml } from './kml'

const FORMATS = ['csv', 'xlsx', 'gpx', 'kml'] as const
type Format = (typeof FORMATS)[number]
type Props = { vehicle: string; name: string; from: string; to: string; points: number }

/**
 * The day as a file. The server makes it: it asks the law how many places may leave, and writes down who took them and
 * what for. KML it does not know; that is made of its GeoJSON.
 */
export function TrackExport({ vehicle, name, from, to, points }: Props) {
  const { t } = useWords()
  const may = useMay()
  const [open, setOpen] = useState(false)
  const [format, setFormat] = useState<Format>('csv')
  const take = useMutation({
    mutationFn: async (reason: string) => {
      const asked = new URLSearchParams({ from, to, reason, format: format === 'kml' ? 'geojson' : format })
      const response = await fetch(`/api/v1/vehicles/${vehicle}/track/export?${asked}`, { headers: headersOf(false) }).catch((error: unknown) => {
        throw Problem.unreachable(error)
      })
      if (!response.ok) throw Problem.of(response, await response.json().catch(() => null))
      if (format === 'kml') return save(toKml((await response.json()) as GeoJSON.FeatureCollection, name), 'application/vnd.google-earth.kml+xml', `${name}.kml`)
      const link = document.createElement('a')
      link.href = URL.createObjectURL(await response.blob())
      link.download = `${name}.${format}`
      link.click()
      URL.revokeObjectURL(link.href)
    },
    onSuccess: () => setOpen(false),
  })
  // Whoever may agree does so for somebody else: the server takes nobody's word for their own export.
  const agree = useMutation({
    mutationFn: (reason: string) => answered(api.POST('/api/v1/vehicles/{id}/approvals', { params: { path: { id: vehicle } }, body: { action: { action: 'export_tracks', points } as never, reason } })),
    onSuccess: () => {
      void told(t('track.agreed', { n: points }))
      setOpen(false)
    },
  })
  return (
    <>
      <Button size="compact-sm" variant="default" leftSection={<IconDownload size={14} />} disabled={points === 0} onClick={() => { take.reset(); setOpen(true) }}>
        {t('track.export')}
      </Button>
      {open && (
        <Modal opened onClose={() => setOpen(false)} title={<b>{t('track.export')} · {name}</b>} closeButtonProps={{ 'aria-label': t('common.close') }}>
          <form
            style={{ display: 'grid', gap: 12 }}
            onSubmit={(event) => {
              event.preventDefault()
              const reason = String(new FormData(event.currentTarget).get('reason'))
              const submitter = (event.nativeEvent as SubmitEvent).submitter
              if (submitter instanceof HTMLElement && submitter.dataset.do === 'agree') agree.mutate(reason)
              else take.mutate(reason)
            }}
          >
            <SegmentedControl value={format} onChange={(value) => setFormat(value as Format)} data={FORMATS.map((value) => ({ value, label: value.toUpperCase() }))} fullWidth />
            <Textarea name="reason" label={t('track.what_for')} description={t('track.file_hint')} required maxLength={500} data-autofocus />
            {take.isError && <ProblemNote problem={asProblem(take.error)} right="exports:read" />}
            {agree.isError && <ProblemNote problem={asProblem(agree.error)} right="compliance:approve" />}
            <Group justify="end" gap={8}>
              {may('compliance:approve') && (
                <Button type="submit" variant="default" data-do="agree" loading={agree.isPending}>
                  {t('track.agree', { n: points })}
                </Button>
              )}
              <Button type="submit" loading={take.isPending}>
                {t('track.take')}
              </Button>
            </Group>
          </form>
        </Modal>
      )}
    </>
  )
}
