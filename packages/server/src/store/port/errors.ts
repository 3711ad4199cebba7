import { defineErrors, type PaycircleError } from 'paycircle/internal/base'

/** Why a file or folder cannot serve as the store. */
export type UnusableReason = 'absent' | 'not-a-store' | 'damaged' | 'newer' | 'older' | 'no-access'

type NoFields = Readonly<Record<string, never>>

interface StoreErrorFields {
  'store-busy': { readonly retryAfterMs: number }
  'store-closed': NoFields
  'store-full': NoFields
  /** `written`: whether the unit may stand in the store all the same. */
  'store-failed': { readonly written: 'no' | 'unknown' }
  'store-locked-by-other': { readonly path: string }
  'store-unusable': { readonly path: string; readonly reason: UnusableReason }
  /** `column` is empty where the table is missing, or the trigger that is named. */
  'store-drifted': {
    readonly path: string
    readonly table: string
    readonly column: string
    readonly trigger?: string
  }
  'store-not-empty': { readonly path: string; readonly table: string }
  /** `aheadMs` is negative where the clock is behind. */
  'store-clock-apart': { readonly aheadMs: number }
  'unit-invalid': { readonly reason: string }
  'cursor-invalid': NoFields
  'driver-missing': NoFields
}

export type StoreErrorCode = keyof StoreErrorFields
export type StoreError<Code extends StoreErrorCode = StoreErrorCode> = {
  [One in Code]: PaycircleError<One, StoreErrorFields[One]>
}[Code]

const unusableEn: Readonly<Record<UnusableReason, readonly [string, string]>> = {
  absent: ['there is no store yet', 'Start the service once; it creates the store.'],
  'not-a-store': ['the file is no paycircle store', 'Name another path, or move the file away.'],
  damaged: ['the file is damaged', 'Restore the latest backup and keep the damaged file for examination.'],
  newer: ['a newer version of paycircle wrote it', 'Run that version or a later one.'],
  older: ['an older version of paycircle wrote it', 'Start the service of this version once; it brings it up to date.'],
  'no-access': ['it cannot be opened', 'Give this user read and write access to the folder and its files.'],
}

const unusableZh: Readonly<Record<UnusableReason, readonly [string, string]>> = {
  absent: ['存储尚未建立', '请先启动一次服务，由服务建立存储。'],
  'not-a-store': ['该文件不是 paycircle 的存储', '请改用其他路径，或将该文件移走。'],
  damaged: ['文件已损坏', '请恢复最近的备份，并保留损坏的文件以便排查。'],
  newer: ['该存储由更新版本的 paycircle 写入', '请使用该版本或更高版本。'],
  older: ['该存储由旧版本的 paycircle 写入', '请用当前版本启动一次服务，由服务完成升级。'],
  'no-access': ['无法打开', '请为当前用户开放该目录及其中文件的读写权限。'],
}

/** The errors with which every store answers; what a driver said stands in `cause` only. */
export const storeError = defineErrors<StoreErrorFields>({
  'store-busy': {
    rows: [],
    en: ({ retryAfterMs }) => ({
      message: 'The store has more to write than it can keep up with; nothing was written.',
      remedy: `Try again in ${Math.ceil(retryAfterMs / 1000)} s.`,
    }),
    zh: ({ retryAfterMs }) => ({
      message: '存储待写入的内容过多，本次未写入任何数据。',
      remedy: `请在 ${Math.ceil(retryAfterMs / 1000)} 秒后重试。`,
    }),
  },
  'store-closed': {
    rows: [],
    en: () => ({ message: 'The store is closed; nothing was written.', remedy: 'Start the service again.' }),
    zh: () => ({ message: '存储已关闭，本次未写入任何数据。', remedy: '请重新启动服务。' }),
  },
  'store-full': {
    rows: [],
    en: () => ({
      message: 'There is no space left for the store; nothing was written.',
      remedy:
        'Free space on the disk or raise the store’s size limit, then try again; no restart is needed for the disk.',
    }),
    zh: () => ({
      message: '存储空间已满，本次未写入任何数据。',
      remedy: '请清理磁盘空间或调高存储的容量上限后重试；清理磁盘后无需重启服务。',
    }),
  },
  'store-failed': {
    rows: [],
    en: ({ written }) =>
      written === 'no'
        ? {
            message: 'The store failed; nothing was written.',
            remedy: 'Look up the cause in the service’s log; if it persists, check the disk and restart the service.',
          }
        : {
            message: 'The store failed while writing; it is not known whether the record was written.',
            remedy: 'Restart the service, then look whether the record is there before you repeat anything.',
          },
    zh: ({ written }) =>
      written === 'no'
        ? {
            message: '存储发生故障，本次未写入任何数据。',
            remedy: '请在服务日志中查看原因；若持续出现，请检查磁盘并重启服务。',
          }
        : {
            message: '存储在写入时发生故障，无法确定记录是否已写入。',
            remedy: '请重启服务，确认该记录是否存在之后，再决定是否重新操作。',
          },
  },
  'store-locked-by-other': {
    rows: [],
    en: ({ path }) => ({
      message: `Another running service owns the store ${path}.`,
      remedy: 'Stop that service, or use another data folder.',
    }),
    zh: ({ path }) => ({
      message: `存储 ${path} 正由另一个运行中的服务占用。`,
      remedy: '请停止该服务，或改用其他数据目录。',
    }),
  },
  'store-unusable': {
    rows: [],
    en: ({ path, reason }) => ({
      message: `The store ${path} cannot be used: ${unusableEn[reason][0]}.`,
      remedy: unusableEn[reason][1],
    }),
    zh: ({ path, reason }) => ({
      message: `无法使用存储 ${path}：${unusableZh[reason][0]}。`,
      remedy: unusableZh[reason][1],
    }),
  },
  'store-not-empty': {
    rows: [],
    en: ({ path, table }) => ({
      message: `The store ${path} is not empty: the table ${table} has rows. Nothing was changed.`,
      remedy: 'Move into a new, empty database; two stores cannot be made one.',
    }),
    zh: ({ path, table }) => ({
      message: `存储 ${path} 不是空的：数据表 ${table} 中已有数据。未作任何改动。`,
      remedy: '请迁移到新建的空数据库；两个存储不能合并。',
    }),
  },
  'store-drifted': {
    rows: [],
    en: ({ path, table, column, trigger }) => ({
      message:
        trigger !== undefined
          ? `In the store ${path} the trigger ${trigger} on the table ${table} is missing or not as its migrations have made it.`
          : column === ''
            ? `The store ${path} has no table ${table}, which its migrations have made.`
            : `In the store ${path} the column ${column} of the table ${table} is not as its migrations have made it.`,
      remedy: 'Undo what was changed by hand, or restore a backup, then start again.',
    }),
    zh: ({ path, table, column, trigger }) => ({
      message:
        trigger !== undefined
          ? `存储 ${path} 中数据表 ${table} 的触发器 ${trigger} 缺失，或与迁移所建立的不一致。`
          : column === ''
            ? `存储 ${path} 缺少数据表 ${table}，而迁移曾建立该表。`
            : `存储 ${path} 中数据表 ${table} 的列 ${column} 与迁移所建立的不一致。`,
      remedy: '请撤销对表结构的人工改动，或恢复备份，然后重新启动。',
    }),
  },
  'store-clock-apart': {
    rows: [],
    en: ({ aheadMs }) => ({
      message: `This machine’s clock is ${Math.abs(aheadMs)} ms ${aheadMs > 0 ? 'ahead of' : 'behind'} the database’s; nothing was asked or written.`,
      remedy: 'Set the clocks of both machines by the same time service (NTP); no restart is needed.',
    }),
    zh: ({ aheadMs }) => ({
      message: `本机时钟比数据库时钟${aheadMs > 0 ? '快' : '慢'} ${Math.abs(aheadMs)} 毫秒，本次未查询也未写入任何数据。`,
      remedy: '请让两台机器通过同一时间服务（NTP）校时；无需重启服务。',
    }),
  },
  'unit-invalid': {
    rows: [],
    en: () => ({
      message: 'The record contradicts what stands in the store; nothing was written.',
      remedy: 'This is a defect of paycircle: report it with the service’s log.',
    }),
    zh: () => ({
      message: '该记录与存储中已有的数据相矛盾，本次未写入任何数据。',
      remedy: '这是 paycircle 的缺陷，请附上服务日志反馈。',
    }),
  },
  'cursor-invalid': {
    rows: [],
    en: () => ({
      message: 'The cursor belongs to no page of this list.',
      remedy: 'Begin again without a cursor, and pass on cursors unchanged and with the same filter.',
    }),
    zh: () => ({
      message: '游标（cursor）与此列表的任何一页都不对应。',
      remedy: '请去掉游标，从第一页重新查询；翻页时请原样传回游标，并保持筛选条件不变。',
    }),
  },
  'driver-missing': {
    rows: [],
    en: () => ({
      message: 'No SQLite driver is there for this Node.',
      remedy:
        'Run on a Node that has node:sqlite (22.13 and later, or 24), or install python3, make and g++ and run `npm rebuild better-sqlite3`.',
    }),
    zh: () => ({
      message: '当前 Node 没有可用的 SQLite 驱动。',
      remedy:
        '请使用自带 node:sqlite 的 Node（22.13 及以上，或 24），或安装 python3、make 和 g++ 后执行 `npm rebuild better-sqlite3`。',
    }),
  },
})
