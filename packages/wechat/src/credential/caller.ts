import { buildUsageError } from '../error.ts'
import { fetchAnswer, type Wire, type WireRequest } from '../wire/call.ts'
import { fetchFile, type WeChatFile } from '../wire/file.ts'
import { isApiPath } from '../wire/shape.ts'
import type { TokenKeeper } from './call.ts'

/** Fields of a query: what is undefined is left out. */
export type CallQuery = NonNullable<WireRequest['query']>
/** Fields of a JSON body; a `Secret` stands at its top level alone. */
export type CallBody = NonNullable<WireRequest['body']>
/** What WeChat answered, by its own names. */
export type CallAnswer = Readonly<Record<string, unknown>>

/** A file to upload; WeChat wants its name. */
export interface UploadFile {
  file: Blob
  name: string
  /** The name of the form's field; `media` unless given, as WeChat has it nearly everywhere. */
  field?: string | undefined
}

/** How a file is asked for: by POST where there is a body, else by GET. */
export interface DownloadOptions {
  query?: CallQuery | undefined
  body?: CallBody | undefined
  /** 20,000,000 bytes unless given. */
  maxBytes?: number | undefined
}

/**
 * Any call of WeChat's server API with the kept token of an account, those included that this library has no function
 * for. Paths begin with a slash and have neither host nor query: a `TypeError` (`api_path_invalid`) otherwise. When
 * WeChat refuses the token the call is made once more with a fresh one. Answers with an `errcode` are thrown as
 * `wire_errcode`. An answer may have 1 MB, in the time of the wire; a file 20 MB, in 60 s.
 */
export interface Caller {
  /** A GET, such as `account.get('/cgi-bin/menu/get')`. */
  get(path: string, query?: CallQuery | undefined): Promise<CallAnswer>
  /** A POST of JSON, such as `account.post('/cgi-bin/message/template/send', { touser, template_id, data })`. */
  post(path: string, body?: CallBody | undefined, query?: CallQuery | undefined): Promise<CallAnswer>
  /** A POST of a file or a whole form, within 60 s, such as `account.upload('/cgi-bin/media/upload', { file, name }, { type: 'image' })`. */
  upload(path: string, form: UploadFile | FormData, query?: CallQuery | undefined): Promise<CallAnswer>
  /**
   * A call that is answered with a file, such as `account.download('/cgi-bin/media/get', { query: { media_id } })`. JSON
   * with an `errcode` is an error here too; JSON without one, as of a video, comes as the file that it is.
   */
  download(path: string, options?: DownloadOptions | undefined): Promise<WeChatFile>
}

const mostAnswerBytes = 1_000_000
const uploadMs = 60_000

/** A caller over this wire with the token of this keeper. */
export function createCaller(wire: Wire, { call }: TokenKeeper<'app token'>): Caller {
  const fetchFields = (path: string, request: Omit<WireRequest, 'path'>) =>
    call(async (token) => {
      const query = { ...request.query, access_token: token }
      return (await fetchAnswer(wire, { maxBytes: mostAnswerBytes, ...request, path, query })).fields
    })
  return {
    async get(path, query) {
      checkPath(path)
      return await fetchFields(path, { method: 'GET', query })
    },
    async post(path, body = {}, query) {
      checkPath(path)
      return await fetchFields(path, { method: 'POST', body, query })
    },
    async upload(path, form, query) {
      checkPath(path)
      const request = { method: 'POST', form: buildForm(form), query, timeoutMs: uploadMs } as const
      return await fetchFields(path, request)
    },
    async download(path, { query, body, maxBytes } = {}) {
      checkPath(path)
      const method = body === undefined ? 'GET' : 'POST'
      return await call((token) =>
        fetchFile(wire, { method, path, query: { ...query, access_token: token }, body, maxBytes }),
      )
    },
  }
}

function checkPath(path: string): void {
  if (!isApiPath(path))
    throw buildUsageError(
      'api_path_invalid',
      'The path of an API begins with a slash and has no host and no query',
    )
}

function buildForm(form: UploadFile | FormData): FormData {
  if (form instanceof FormData) return form
  const { file, name, field = 'media' } = form
  if (!(file instanceof Blob) || typeof name !== 'string' || name === '')
    throw buildUsageError('api_file_invalid', 'An upload is a Blob with a name, or a FormData')
  const built = new FormData()
  built.set(field, file, name)
  return built
}
