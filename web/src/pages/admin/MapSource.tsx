import { Button, Group, NumberInput, Select, Switch, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../api/ask'
import { asProblem } from '../../api/problem'
import { useCan } from '../../app/session'
import { useWords } from '../../i18n'
import { setBorders, useBorders } from '../../map/settings'
import { type MapSettings, type MapSource, settingsQuery } from '../../map/source'
import { Rows } from '../../ui/bits'
import { told } from '../../ui/notify'
import { Place } from '../../ui/Place'
import { ProblemNote, Shown } from '../../ui/states'

const BLANK: MapSource = { kind: 'raster', url: '', attribution: '', max_zoom: 18, coord: 'WGS84' }
/** Shapes of what the well-known sources ask for; their keys are the deployment's own. */
const PRESETS: readonly { name: string; source: MapSource }[] = [
  { name: 'Raster (XYZ)', source: { ...BLANK, url: 'https://tiles.example.com/{z}/{x}/{y}.png', attribution: '© OpenStreetMap contributors' } },
  { name: '天地图 (WGS-84)', source: { ...BLANK, url: 'https://t0.tianditu.gov.cn/DataServer?T=vec_w&x={x}&y={y}&l={z}&tk=KEY', attribution: '天地图 GS(2024)0568号' } },
  { name: '高德 / Amap (GCJ-02)', source: { ...BLANK, url: 'https://wprd01.is.autonavi.com/appmaptile?x={x}&y={y}&z={z}&lang=zh_cn&size=1&scl=1&style=7', attribution: '© 高德地图', coord: 'GCJ02' } },
  { name: 'MapLibre style', source: { ...BLANK, kind: 'vector-style', url: 'https://tiles.example.com/style.json', attribution: '© OpenStreetMap contributors', max_zoom: 20 } },
  { name: 'PMTiles', source: { ...BLANK, kind: 'pmtiles', url: 'https://tiles.example.com/city.pmtiles', attribution: '© OpenStreetMap contributors', max_zoom: 15 } },
]

export function MapSettingsPage() {
  const { t } = useWords()
  const borders = useBorders()
  const can = useCan('GET /settings/map')
  const query = useQuery({ ...settingsQuery, enabled: can })
  return (
    <>
      <div className="pagehead">
        <h1>{t('admin.map')}</h1>
      </div>
      <div className="page mapsettings">
        <p className="sub">{t('admin.map_text')}</p>
        <Switch checked={borders} onChange={(event) => setBorders(event.currentTarget.checked)} label={t('admin.map_borders')} />
        {can ? (
          <Shown query={query} waiting={<Rows n={5} />}>
            {(settings) => <SourceForm settings={settings} />}
          </Shown>
        ) : (
          <p className="meta">{t('admin.tiles_missing')}</p>
        )}
      </div>
    </>
  )
}

function SourceForm({ settings }: { settings: MapSettings }) {
  const { t } = useWords()
  const client = useQueryClient()
  const writes = useCan('PUT /settings/map')
  const [source, setSource] = useState<MapSource>(settings.source ?? BLANK)
  const put = (change: Partial<MapSource>) => setSource((before) => ({ ...before, ...change }))
  const done = () => {
    void client.invalidateQueries({ queryKey: ['map-settings'] })
    void told(t('tiles.saved'))
  }
  const save = useMutation({ mutationFn: () => ask<MapSettings>('PUT', 'settings/map', source), onSuccess: done })
  const remove = useMutation({ mutationFn: () => ask('DELETE', 'settings/map'), onSuccess: () => { setSource(BLANK); done() } })
  return (
    <form
      className="tiles-form"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <h2 className="section">{t('tiles.title')}</h2>
      <Select label={t('tiles.preset')} placeholder={t('tiles.preset_hint')} value={null} onChange={(name) => { const found = PRESETS.find((one) => one.name === name); if (found) setSource(found.source) }} data={PRESETS.map((one) => one.name)} disabled={!writes} />
      <Group grow align="start">
        <Select label={t('admin.kind')} value={source.kind} onChange={(kind) => put({ kind: (kind as MapSource['kind']) ?? 'raster' })} data={[{ value: 'raster', label: t('tiles.raster') }, { value: 'vector-style', label: t('tiles.vector') }, { value: 'pmtiles', label: 'PMTiles' }]} allowDeselect={false} disabled={!writes} />
        <Select label={t('tiles.coord')} value={source.coord} onChange={(coord) => put({ coord: (coord as MapSource['coord']) ?? 'WGS84' })} data={[{ value: 'WGS84', label: 'WGS-84' }, { value: 'GCJ02', label: 'GCJ-02' }, { value: 'BD09', label: 'BD-09' }]} allowDeselect={false} disabled={!writes} />
        <NumberInput label={t('tiles.zoom')} min={1} max={22} value={source.max_zoom} onChange={(value) => put({ max_zoom: Number(value) || 18 })} disabled={!writes} />
      </Group>
      <TextInput label="URL" description={t('tiles.url_hint')} value={source.url} onChange={(event) => put({ url: event.currentTarget.value })} required disabled={!writes} maxLength={1000} />
      <TextInput label={t('tiles.attribution')} value={source.attribution} onChange={(event) => put({ attribution: event.currentTarget.value })} required disabled={!writes} maxLength={300} />
      <p className="meta">{t('tiles.shift')}</p>
      {save.isError && <ProblemNote problem={asProblem(save.error)} />}
      {remove.isError && <ProblemNote problem={asProblem(remove.error)} />}
      {writes && (
        <Group gap={8}>
          <Button type="submit" loading={save.isPending}>
            {t('common.save')}
          </Button>
          {settings.source && (
            <>
              <Button variant="default" onClick={() => remove.mutate()} loading={remove.isPending}>
                {t('tiles.built_in')}
              </Button>
              <Button variant="subtle" color="gray" onClick={() => location.reload()}>
                {t('tiles.reload')}
              </Button>
            </>
          )}
        </Group>
      )}
      {settings.source && <Place lat={31.2304} lon={121.4737} tone="var(--acc)" height={240} zoom={12} />}
    </form>
  )
}
