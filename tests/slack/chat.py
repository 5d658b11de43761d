"""The methods that write: chat.*, reactions.add and the file upload."""

from typing import TYPE_CHECKING

from tests.slack import block_rules, events
from tests.slack.records import File, Json, Message
from tests.slack.web_api import Caller, Refusal, loaded, method, required

if TYPE_CHECKING:
    from tests.slack.team import Channel


@method("chat.postMessage", "chat:write")
def post_message(caller: Caller, arguments: Json) -> Json:
    """A message in a channel or DM; a user's id means the DM with them."""
    required(arguments, "channel")
    channel = _target(caller, str(arguments["channel"]))
    _judged(arguments)
    if channel.archived:
        raise Refusal("is_archived")
    if caller.slack.trouble.one_a_second and _hasty(caller, channel):
        raise Refusal("ratelimited", status=429)
    message = _made(caller, channel, arguments)
    events.announce(caller.slack.keeps(message))
    return {"channel": channel.id, "ts": message.ts, "message": message.payload(metadata=True)}


@method("chat.postEphemeral", "chat:write")
def post_ephemeral(caller: Caller, arguments: Json) -> Json:
    """A message that one member sees, stored nowhere."""
    required(arguments, "channel", "user")
    channel = caller.channel(arguments["channel"], member=True)
    user = next((member for member in channel.members if member.id == arguments["user"]), None)
    if user is None or user.deleted:
        raise Refusal("user_not_in_channel")
    _judged(arguments)
    message = _made(caller, channel, arguments)
    message.ephemeral = user.id
    caller.slack.keeps(message)
    return {"message_ts": message.ts}


@method("chat.update", "chat:write")
def update(caller: Caller, arguments: Json) -> Json:
    """Other words for an own message."""
    required(arguments, "channel", "ts")
    channel = caller.channel(arguments["channel"], member=True)
    message = _own(caller, channel, arguments["ts"], "cant_update_message")
    _judged(arguments)
    before = message.payload()
    with caller.slack.changed:
        message.text = arguments["text"]
        message.blocks = block_rules.with_ids(loaded(arguments, "blocks", "invalid_blocks_format"))
        message.edited = caller.slack.stamp()
        caller.slack.changed.notify_all()
    events.changed(message, before)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": message.payload()}


@method("chat.delete", "chat:write")
def delete(caller: Caller, arguments: Json) -> Json:
    """Takes an own message away."""
    required(arguments, "channel", "ts")
    channel = caller.channel(arguments["channel"], member=True)
    message = _own(caller, channel, arguments["ts"], "cant_delete_message")
    message.deleted = True
    events.changed(message, message.payload(), deleted=True)
    return {"channel": channel.id, "ts": message.ts}


@method("reactions.add", "reactions:write")
def add_reaction(caller: Caller, arguments: Json) -> Json:
    """An emoji below a message."""
    required(arguments, "name")
    if not arguments.get("channel") or not arguments.get("timestamp"):
        raise Refusal("no_item_specified")
    channel = caller.channel(arguments["channel"], member=True)
    message = channel.message(str(arguments["timestamp"]))
    if message is None:
        raise Refusal("message_not_found")
    name, bot = str(arguments["name"]), caller.installation.bot_user.id
    if not name.replace("_", "").replace("-", "").replace("+", "").isalnum():
        raise Refusal("invalid_name")
    if bot in message.reactions.get(name, ()):
        raise Refusal("already_reacted")
    message.reactions.setdefault(name, []).append(bot)
    return {}


@method("files.getUploadURLExternal", "files:write")
def upload_url(caller: Caller, arguments: Json) -> Json:
    """Step one of an upload: an address for so many bytes."""
    name, length = required(arguments, "filename", "length")
    if not str(length).isdigit() or int(length) < 1:
        raise Refusal("invalid_arguments", ["[ERROR] must be greater than 0 [json-pointer:/length]"])
    number, home = caller.slack.number("F"), caller.installation
    url = caller.slack.web.file_url(number)
    file = File(number, str(name), int(length), home.bot_user.id, home.team, url)
    file.alt_text = str(arguments.get("alt_txt") or "")
    caller.slack.files[number] = file
    return {"upload_url": caller.slack.web.upload_url(number), "file_id": number}


@method("files.completeUploadExternal", "files:write")
def complete_upload(caller: Caller, arguments: Json) -> Json:
    """Step three: files that are there become a message, when a channel (D…, C…; no user) is named."""
    required(arguments, "files")
    told = loaded(arguments, "files", "invalid_arguments")
    files = [_uploaded(caller, one) for one in told]
    for file, one in zip(files, told, strict=True):
        file.title = one.get("title") or file.name
    named = str(arguments.get("channel_id") or arguments.get("channels") or "")
    for number in filter(None, named.split(",")):
        channel = caller.channel(number, member=True)
        _share(caller, channel, files, arguments)
    return {"files": [file.payload() for file in files]}


def _share(caller: Caller, channel: "Channel", files: list[File], arguments: Json) -> None:
    comment = {"text": arguments.get("initial_comment") or "", "thread_ts": arguments.get("thread_ts")}
    message = _made(caller, channel, comment)
    message.files, message.subtype = files, "file_share"
    for file in files:
        file.channels.add(channel.id)
    events.announce(caller.slack.keeps(message))


def _uploaded(caller: Caller, told: Json) -> File:
    file = caller.slack.files.get(str(told.get("id")))
    if file is None or file.data is None or file.owner != caller.installation.bot_user.id:
        raise Refusal("file_not_found")
    return file


def _target(caller: Caller, named: str) -> "Channel":
    if named[:1] in ("U", "W") and named not in caller.slack.channels:
        user = caller.user(named, "channel_not_found")
        if user.deleted or user.is_bot:
            raise Refusal("channel_not_found")
        return caller.installation.team.dm(user, caller.app)
    channel = caller.channel(named)
    public = channel.kind == "channel" and "chat:write.public" in caller.installation.scopes
    return caller.channel(named, member=not public)


def _judged(arguments: Json) -> None:
    if arguments.get("attachments"):
        raise Refusal("not_supported_by_this_fake", ["attachments are of old; say it in blocks"])
    blocks = loaded(arguments, "blocks", "invalid_blocks_format")
    error, problems = block_rules.judged(arguments.get("text"), blocks)
    if error:
        raise Refusal(error, problems)


def _made(caller: Caller, channel: "Channel", arguments: Json) -> Message:
    thread = arguments.get("thread_ts")
    parent = channel.message(str(thread)) if thread else None
    if thread and not parent:
        raise Refusal("thread_not_found")
    metadata = loaded(arguments, "metadata", "invalid_metadata_format")
    if metadata is not None:
        if not isinstance(metadata, dict) or set(metadata) != {"event_type", "event_payload"}:
            raise Refusal("invalid_metadata_format")
        arguments = {**arguments, "metadata": metadata}
    home = caller.installation
    return Message(
        channel,
        home.team,
        home.bot_user.id,
        caller.slack.stamp(),
        arguments["text"],
        block_rules.with_ids(loaded(arguments, "blocks", "invalid_blocks_format")),
        thread_ts=(parent.thread_ts or parent.ts) if parent else None,
        app=caller.app,
        bot_id=home.bot_id,
        arguments=arguments,
    )


def _own(caller: Caller, channel: "Channel", ts: object, error: str) -> Message:
    message = channel.message(str(ts))
    if message is None:
        raise Refusal("message_not_found")
    if message.user != caller.installation.bot_user.id:
        raise Refusal(error)
    return message


def _hasty(caller: Caller, channel: "Channel") -> bool:
    mine = [message for message in channel.history if message.app is caller.app]
    return bool(mine) and float(caller.slack.stamp()) - float(mine[-1].ts) < 1
