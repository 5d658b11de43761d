"""A person in Slack: what they do, and what they see."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.slack import acts, events
from tests.slack.delivery import Delivery
from tests.slack.records import File, Json, Message, View, as_typed

if TYPE_CHECKING:
    from tests.slack.team import Channel, Team
    from tests.slack.workspace import App, Slack


@dataclass(eq=False)
class User:
    """A member, guest, stranger or bot; `failures` are what Slack told them when an app did not answer."""

    team: "Team"
    id: str
    name: str
    email: str = ""
    guest: str = ""  # "single" or "multi" channel
    is_bot: bool = False
    app: "App | None" = None
    deleted: bool = False
    locale: str = "de-DE"
    away: bool = False  # ephemeral messages do not reach who is away
    failures: list[str] = field(default_factory=list)
    modal: View | None = None
    _given: set[Message] = field(default_factory=set)

    def __repr__(self) -> str:
        """Short, for failed assertions."""
        return f"<{self.name} {self.team.id}/{self.id}>"

    @property
    def slack(self) -> "Slack":
        """Where they are."""
        return self.team.slack

    # What they do

    def writes_dm(
        self,
        text: str,
        thread: Message | None = None,
        files: dict[str, bytes] | None = None,
        app: "App | None" = None,
        team: "Team | None" = None,
    ) -> Message:
        """To an app; a stranger says in which workspace when there are several."""
        return self._writes(self.dm(app, team), text, thread, files)

    def writes_assistant(self, text: str, app: "App | None" = None) -> Message:
        """A first message in the Messages tab of an AI app: a thread below a root that Slack itself makes."""
        dm, app = self.dm(app), self.slack.the_app(app)
        home = acts.home_of(self, app)
        root = Message(dm, home.team, home.bot_user.id, self.slack.stamp(), "New Assistant Thread", app=app)
        root.subtype = "assistant_app_thread"
        return self._writes(dm, text, self.slack.keeps(root), None)

    def writes(
        self,
        channel: "Channel",
        text: str,
        thread: Message | None = None,
        files: dict[str, bytes] | None = None,
    ) -> Message:
        """In a channel that they are in."""
        assert self in channel.members, f"{self} is not in #{channel.name}"
        return self._writes(channel, text, thread, files)

    def mentions(
        self, channel: "Channel", text: str, thread: Message | None = None, app: "App | None" = None
    ) -> Message:
        """Writes with the app's mention in front."""
        home = acts.home_of(self, self.slack.the_app(app), channel.team)
        return self.writes(channel, f"<@{home.bot_user.id}> {text}", thread)

    def edits(self, message: Message, text: str) -> None:
        """Their own message."""
        assert message.user == self.id
        before = message.payload()
        message.text, message.edited = as_typed(text), self.slack.stamp()
        events.changed(message, before)

    def deletes(self, message: Message) -> None:
        """Their own message."""
        assert message.user == self.id
        message.deleted = True
        events.changed(message, message.payload(), deleted=True)

    def command(
        self, command: str, text: str = "", channel: "Channel | None" = None, app: "App | None" = None
    ) -> Delivery:
        """A slash command; without a channel from the DM with the app."""
        return acts.command(self, self.slack.the_app(app), command, text, channel or self.dm(app))

    def presses(self, target: Message | View, action_id: str, value: str | None = None) -> Delivery:
        """A button ("really?" is answered yes); `value` picks one of several with this action_id."""
        fits = [
            b for b in target.buttons() if b["action_id"] == action_id and value in (None, b.get("value"))
        ]
        buttons = [part for part in fits if part["type"] == "button"]
        assert buttons, f"no button {action_id} {value or ''} in {[b['action_id'] for b in target.buttons()]}"
        chosen: Json = {name: buttons[0][name] for name in ("text", "value", "style") if name in buttons[0]}
        return acts.block_action(self, target, buttons[0], chosen)

    def chooses(self, target: Message | View, action_id: str, value: str) -> Delivery:
        """An option of a select, an overflow menu or radio buttons."""
        parts = [part for part in target.buttons() if part["action_id"] == action_id]
        assert parts, f"no menu {action_id} in {[b['action_id'] for b in target.buttons()]}"
        options = [*parts[0].get("options", ())]
        options += [option for group in parts[0].get("option_groups", ()) for option in group["options"]]
        option = next(option for option in options if option["value"] == value)
        return acts.block_action(self, target, parts[0], {"selected_option": option})

    def shortcut(self, message: Message | None, callback_id: str, app: "App | None" = None) -> Delivery:
        """The shortcut of a message; without one a global shortcut."""
        return acts.shortcut(self, self.slack.the_app(app), message, callback_id)

    def opens_home(self, app: "App | None" = None) -> View | None:
        """Opens the Home tab: what is there now (the app hears of it and may publish another)."""
        self._opens("home", app)
        return self.home(app)

    def opens_messages_tab(self, app: "App | None" = None) -> None:
        """Opens the Messages tab."""
        self._opens("messages", app)

    def submits(self, values: dict[str, Any] | None = None) -> Delivery:
        """The open modal; `values` by action_id, a text or, for a menu, the option's value."""
        assert self.modal, f"{self} has no modal open"
        return acts.submission(self, self.modal, values or {})

    def closes(self) -> Delivery | None:
        """Closes the modal; the app hears of it when it asked to."""
        assert self.modal, f"{self} has no modal open"
        view, self.modal = self.modal, None
        return acts.closed(self, view) if view.body.get("notify_on_close") else None

    def approves(self, authorize_url: str) -> str:
        """Allows an app into their workspace on Slack's page: the address that the browser is sent to."""
        return acts.approval(self, authorize_url)

    def deactivates(self) -> None:
        """Leaves the company."""
        self.deleted = True
        events.tell_team(self.team, {"type": "user_change", "user": self.payload()})

    def returns(self) -> None:
        """Is activated again, with the same id."""
        self.deleted = False
        events.tell_team(self.team, {"type": "user_change", "user": self.payload()})

    # What they see

    def dm(self, app: "App | None" = None, team: "Team | None" = None) -> "Channel":
        """Their DM with an app."""
        app = self.slack.the_app(app)
        return acts.home_of(self, app, team).team.dm(self, app)

    def sees(self, channel: "Channel") -> list[Message]:
        """All of a channel, with what only they can see."""
        if self not in channel.members:
            return []
        there = [m for m in list(self.slack.messages) if m.channel is channel and not m.deleted]
        return [m for m in there if m.ephemeral in (None, self.id)]

    def dm_messages(self, app: "App | None" = None) -> list[Message]:
        """All of their DM with an app, oldest first; no ephemeral ones."""
        return [m for m in self.sees(self.dm(app)) if not m.ephemeral]

    def dm_answers(self, app: "App | None" = None) -> list[Message]:
        """The app's messages in their DM."""
        return [
            message
            for message in self.dm_messages(app)
            if message.app and message.subtype != "assistant_app_thread"
        ]

    def ephemerals(self, channel: "Channel | None" = None) -> list[Message]:
        """What was shown to them alone."""
        mine = [
            m for m in list(self.slack.messages) if m.ephemeral == self.id and not m.deleted and not self.away
        ]
        return [m for m in mine if self in m.channel.members and channel in (None, m.channel)]

    def awaits_dm(self, timeout: float = 30, app: "App | None" = None) -> Message:
        """The next answer in the DM that this call has not given before."""
        return self._awaits(lambda: self.dm_answers(app), timeout)

    def awaits_ephemeral(self, timeout: float = 30) -> Message:
        """The next ephemeral message that this call has not given before."""
        return self._awaits(self.ephemerals, timeout)

    def home(self, app: "App | None" = None, team: "Team | None" = None) -> View | None:
        """The App Home as published for them."""
        app = self.slack.the_app(app)
        place = (team or acts.home_of(self, app).team).id
        return self.slack.views.get(("home", app.id, place, self.id))

    def downloads(self, message: Message) -> dict[str, bytes]:
        """The files of a message, by name."""
        assert message in self.sees(message.channel), f"{self} cannot see this message"
        return {file.name: file.data or b"" for file in message.files}

    def payload(self, email: bool = True) -> Json:
        """As users.info shows them."""
        profile: Json = {"real_name": self.name, "display_name": self.name.split()[0], "team": self.team.id}
        if email and self.email:
            profile["email"] = self.email
        if self.app:
            profile["api_app_id"] = self.app.id
        return {
            "id": self.id,
            "team_id": self.team.id,
            "name": self.name.lower().replace(" ", "."),
            "real_name": self.name,
            "deleted": self.deleted,
            "profile": profile,
            "tz": "Europe/Berlin",
            "is_bot": self.is_bot,
            "is_restricted": bool(self.guest),
            "is_ultra_restricted": self.guest == "single",
            "is_admin": False,
            "is_email_confirmed": True,
            "updated": int(self.slack.now()),
        }

    def _writes(
        self, channel: "Channel", text: str, thread: Message | None, files: dict[str, bytes] | None
    ) -> Message:
        assert not self.deleted, f"{self} is deactivated"
        slack = self.slack
        shared = [
            File(
                number := slack.number("F"),
                name,
                len(data),
                self.id,
                self.team,
                slack.web.file_url(number),
                data,
            )
            for name, data in (files or {}).items()
        ]
        slack.files |= {file.id: file for file in shared}
        for file in shared:
            file.channels.add(channel.id)
        subtype = "file_share" if shared else None
        top = (thread.thread_ts or thread.ts) if thread else None
        stamp = slack.stamp()
        message = Message(
            channel, self.team, self.id, stamp, as_typed(text), [], top, shared, subtype=subtype
        )
        return events.announce(slack.keeps(message))

    def _opens(self, tab: str, app: "App | None") -> None:
        app = self.slack.the_app(app)
        view = self.home(app)
        event: Json = {"type": "app_home_opened", "user": self.id, "channel": self.dm(app).id, "tab": tab}
        shown = {"view": view.payload()} if view and tab == "home" else {}
        events.tell(acts.home_of(self, app), event | shown)

    def _awaits(self, seen: Any, timeout: float) -> Message:
        found = self.slack.waits(lambda: [m for m in seen() if m not in self._given], timeout)
        failures = [d.attempts for d in self.slack.deliveries if not d.acknowledged]
        assert found, (
            f"nothing for {self} in {timeout} s; unacknowledged: {failures}; calls: {self.slack.calls[-3:]}"
        )
        self._given.add(found[0])
        return found[0]  # type: ignore[no-any-return]
