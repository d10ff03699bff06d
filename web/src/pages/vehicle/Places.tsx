import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconFocus2, IconPencil } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type CSSProperties, useState } from 'react'
import { answered, api, type Schemas } from '../../api/client'
import { placesQuery } from '../../api/queries'
import { useMay } from '../../app/session'
import { useWords, word } from '../../i18n'
import { decimal } from '../../i18n/format'
import { Ago, Rows } from '../../ui/bits'
import { complain, told } from '../../ui/notify'
import { Shown } from '../../ui/states'

type Place = Schemas['PlaceView']
export const placeName = (place: Pick<Place, 'label' | 'kind'>) => place.label ?? word('place_kind', place.kind)
/** Hours of the day that are written below the bars. */
const MARKS = [0, 6, 12, 18]

type Props = { id: string; reason: string | undefined; full: boolean; onShow?: (place: Place) => void }

/** Learnt places, the likeliest first; in full with when it is there, and where one is named. */
export function Places({ id, reason, full, onShow }: Props) {
  const { t } = useWords()
  const query = useQuery(placesQuery(id, reason))
  return (
    <section>
      <h2 className="section">{t('vehicle.frequent')}</h2>
      <Shown query={query} waiting={<Rows n={3} height={46} />} right="locations:read">
        {({ items }) =>
          items.length === 0 ? (
            <span className="meta">{t('vehicle.no_places')}</span>
          ) : (
            <div>
              {(full ? items : items.slice(0, 3)).map((place) => (
                <One key={place.rank} id={id} place={place} full={full} onShow={onShow} />
              ))}
            </div>
          )
        }
      </Shown>
    </section>
  )
}

function One({ id, place, full, onShow }: { id: string; place: Place; full: boolean; onShow?: ((place: Place) => void) | undefined }) {
  const { t } = useWords()
  const may = useMay()
  const [naming, setNaming] = useState(false)
  const nights = place.nights ?? 0
  return (
    <div className="v-place" data-kind={place.kind}>
      <i />
      <b className="ellipsis">{placeName(place)}</b>
      <span>{nights > 0 ? t('spots.nights', { n: nights }) : t('vehicle.visits_n', { n: place.visits })}</span>
      <small>
        {nights > 0 && `${t('vehicle.visits_n', { n: place.visits })} · `}
        {decimal(place.dwell_s / 3600, 0)} {t('vehicle.dwell')} · {t('vehicle.confidence')} {decimal(place.confidence, 2)}
      </small>
      {full && (
        <>
          <Hours hours={place.hours} />
          <small className="v-place-foot">
            <span>
              {place.label && `${word('place_kind', place.kind)} · `}
              {place.lat.toFixed(5)}, {place.lon.toFixed(5)} · {t('spots.seen')} <Ago at={place.last_seen} />
            </span>
            {onShow && (
              <ActionIcon variant="subtle" color="gray" size={24} aria-label={`${t('spots.show')}: ${placeName(place)}`} title={t('spots.show')} onClick={() => onShow(place)}>
                <IconFocus2 size={15} />
              </ActionIcon>
            )}
            {may('vehicles:write') && (
              <ActionIcon variant="subtle" color="gray" size={24} aria-label={`${t(place.label ? 'spots.rename' : 'spots.name')}: ${placeName(place)}`} title={t(place.label ? 'spots.rename' : 'spots.name')} aria-expanded={naming} onClick={() => setNaming(!naming)}>
                <IconPencil size={15} />
              </ActionIcon>
            )}
          </small>
          {naming && <Naming id={id} place={place} onDone={() => setNaming(false)} />}
        </>
      )}
    </div>
  )
}

/** How long it was there in each hour of the day, against the hour in which it was there longest. */
function Hours({ hours }: { hours: readonly number[] }) {
  const { t } = useWords()
  const most = Math.max(...hours, 1)
  if (hours.length !== 24) return null
  const said = (s: number) => decimal(s / 3600, s < 36_000 ? 1 : 0)
  return (
    <div className="v-hours" role="img" aria-label={`${t('spots.hours')}: ${hours.flatMap((s, hour) => (s >= most / 2 ? [`${hour}:00`] : [])).join(', ')}`}>
      {hours.map((s, hour) => (
        <i key={hour} style={{ '--h': s / most } as CSSProperties} data-night={hour >= 22 || hour < 6} title={t('spots.at_hour', { hour: String(hour).padStart(2, '0'), h: said(s) })} />
      ))}
      {MARKS.map((hour) => (
        <span key={hour} style={{ gridColumn: `${hour + 1} / span 6` }}>{String(hour).padStart(2, '0')}</span>
      ))}
    </div>
  )
}

function Naming({ id, place, onDone }: { id: string; place: Place; onDone: () => void }) {
  const { t } = useWords()
  const client = useQueryClient()
  const [text, setText] = useState(place.label ?? '')
  const name = useMutation({
    mutationFn: () => answered(api.PATCH('/api/v1/vehicles/{id}/places/{rank}', { params: { path: { id, rank: place.rank } }, body: { label: text.trim() || null } })),
    onError: complain,
    onSuccess: () => {
      void told(t(text.trim() ? 'spots.saved' : 'spots.cleared'))
      void client.invalidateQueries({ queryKey: ['places', id] })
      onDone()
    },
  })
  return (
    <form
      className="v-naming"
      onSubmit={(event) => {
        event.preventDefault()
        name.mutate()
      }}
    >
      <TextInput size="xs" name="label" value={text} onChange={(event) => setText(event.currentTarget.value)} aria-label={t('spots.name')} placeholder={word('place_kind', place.kind)} description={t('spots.hint')} inputWrapperOrder={['input', 'description']} maxLength={80} data-autofocus autoFocus onKeyDown={(event) => event.key === 'Escape' && onDone()} />
      <Button size="xs" type="submit" loading={name.isPending}>
        {t('common.save')}
      </Button>
    </form>
  )
}
