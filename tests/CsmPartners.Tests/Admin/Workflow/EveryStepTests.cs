using System.Globalization;
using System.Net;
using AngleSharp.Html.Dom;
using CsmPartners.Entries;
using CsmPartners.Forms;
using CsmPartners.Revisions;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Localization;
using CsmPartners.Workflow;

namespace CsmPartners.Tests.Admin.Workflow;

/// <summary>Every stage of work × every step × every role, by the real forms' posts: what is answered, and how the entry stands afterwards.</summary>
public sealed class EveryStepTests(DeskSite site) : IClassFixture<DeskSite>
{
    private static readonly string[] Steps = ["submit", "return", "publish", "schedule", "unschedule", "withdraw", "bin", "back", "save", "restore"];

    private static readonly string[] OfPublishers = ["return", "publish", "schedule", "unschedule", "withdraw"];

    /// <summary>
    /// A stage is written "InReview2+ 1/3": revision 2 is in review, visitors see the entry (x: withdrawn, ~: in the bin), revision 1 is the
    /// published one, 3 the newest. What follows is the stage after each step, or why it is refused; "=" where nothing happens.
    /// </summary>
    private static readonly string[][] Table =
    [
        ["Draft 0/1", "InReview1 0/1", "NotInReview", "Draft+ 1/1", "Scheduled1 0/1", "NothingScheduled", "NotPublished", "Draft~ 0/1", "=", "Draft 0/2", "="],
        ["InReview1 0/1", "InReview", "Draft 0/1", "Draft+ 1/1", "Scheduled1 0/1", "NothingScheduled", "NotPublished", "Draft~ 0/1", "=", "InReview1 0/2", "="],
        ["InReview1 0/2", "InReview2 0/2", "Draft 0/2", "Draft+ 2/2", "Scheduled2 0/2", "NothingScheduled", "NotPublished", "Draft~ 0/2", "=", "InReview1 0/3", "InReview1 0/3"],
        ["Scheduled1 0/1", "Scheduled", "Scheduled", "Draft+ 1/1", "Scheduled", "Draft 0/1", "NotPublished", "Scheduled", "=", "Scheduled1 0/2", "="],
        ["Scheduled1 0/2 submitted", "Scheduled", "Scheduled", "Draft+ 2/2", "Scheduled", "InReview1 0/2", "NotPublished", "Scheduled", "=", "Scheduled1 0/3", "Scheduled1 0/3"],
        ["Draft+ 1/1", "InStep", "NotInReview", "InStep", "InStep", "NothingScheduled", "Draftx 1/1", "OnSite", "=", "Draft+ 1/2", "="],
        ["Draft+ 1/2", "InReview2+ 1/2", "NotInReview", "Draft+ 2/2", "Scheduled2+ 1/2", "NothingScheduled", "Draftx 1/2", "OnSite", "=", "Draft+ 1/3", "Draft+ 3/3"],
        ["InReview2+ 1/2", "InReview", "Draft+ 1/2", "Draft+ 2/2", "Scheduled2+ 1/2", "NothingScheduled", "InReview2x 1/2", "OnSite", "=", "InReview2+ 1/3", "Draft+ 3/3"],
        ["Scheduled2+ 1/2", "Scheduled", "Scheduled", "Draft+ 2/2", "Scheduled", "Draft+ 1/2", "Draftx 1/2", "OnSite", "=", "Scheduled2+ 1/3", "Scheduled2+ 3/3"],
        ["Scheduled2+ 1/3 submitted", "Scheduled", "Scheduled", "Draft+ 3/3", "Scheduled", "InReview2+ 1/3", "InReview2x 1/3", "OnSite", "=", "Scheduled2+ 1/4", "Scheduled2+ 4/4"],
        ["Draftx 1/1", "InReview1x 1/1", "NotInReview", "Draft+ 1/1", "Scheduled1x 1/1", "NothingScheduled", "NotPublished", "Draftx~ 1/1", "=", "Draftx 1/2", "="],
        ["Scheduled1x 1/1", "Scheduled", "Scheduled", "Draft+ 1/1", "Scheduled", "Draftx 1/1", "NotPublished", "Scheduled", "=", "Scheduled1x 1/2", "="],
        ["Draft~ 0/1", "Gone", "Gone", "Gone", "Gone", "Gone", "Gone", "Gone", "Draft 0/1", "Gone", "Gone"],
        ["Draftx~ 1/1", "Gone", "Gone", "Gone", "Gone", "Gone", "Gone", "Gone", "Draftx 1/1", "Gone", "Gone"],
    ];

    [Theory]
    [InlineData(StaffRole.Editor)]
    [InlineData(StaffRole.Publisher)]
    [InlineData(StaffRole.Administrator)]
    public async Task Each_step_from_each_stage_ends_as_the_table_says(StaffRole role)
    {
        using var person = await site.StaffAsync(role);
        using var list = await person.GetPageAsync("/admin/partners");
        var token = ((IHtmlInputElement)list.QuerySelector("[name=__RequestVerificationToken]")!).Value;
        var (tried, wrong) = (0, new List<string>());
        foreach (var row in Table)
        {
            foreach (var (step, expected) in Steps.Zip(row.Skip(1)))
            {
                var id = await EntryAsync(row[0]);
                var ended = await TakeAsync(person, token, id, step);
                var wanted = role == StaffRole.Editor && OfPublishers.Contains(step) ? "NotAllowed" : expected;
                var after = StageOf(await site.CopyAsync(id));
                tried++;
                if ((ended == "Done" ? after : ended) != wanted || (ended != "Done" && after != row[0].Replace(" submitted", "", StringComparison.Ordinal)))
                    wrong.Add($"{row[0]}, {step}: {ended}, {after} instead of {wanted}");
            }
        }

        Assert.Equal([], wrong);
        Assert.Equal(Table.Length * Steps.Length, tried);
        await using var db = site.Database();
        Assert.Equal([], await PublicationIntervals.FaultsAsync(db));
    }

    /// <summary>The rule stands with the data: whoever calls the step is asked for the role.</summary>
    [Fact]
    public void An_editor_is_refused_by_the_working_copy_itself()
    {
        var editor = new Actor(1, "", StaffRole.Editor);
        var open = new Gate(false, false, false, []);
        var copy = new WorkingCopy { Entry = new Partner { State = EntryState.Hidden }, Newest = 1 };
        Assert.All(
            [copy.Return(1, editor), copy.Schedule(1, DateTime.MaxValue, "", open, editor), copy.Unschedule(1, editor), copy.Publish(1, "", open, editor), copy.Withdraw(new(), DateTime.MinValue, editor)],
            outcome => Assert.Equal(WorkflowOutcome.NotAllowed, outcome));
        Assert.Equal((Stage.Draft, null), (copy.Stage, copy.Published));
    }

    private async Task<int> EntryAsync(string stage)
    {
        var published = stage.Contains('+', StringComparison.Ordinal) || stage.Contains('x', StringComparison.Ordinal);
        var words = stage.Split(' ');
        var id = published ? await site.PublishedAsync(EntriesOfTests.Partner(ListsTests.Word())) : await site.EntryAsync(EntriesOfTests.Partner(ListsTests.Word()));
        for (var number = 2; number <= words[1][2] - '0'; number++)
            await site.ChangeAsync<PartnerForm>(id, null, form => form.Summary = new($"{number}", $"{number}", $"{number}"));
        if (stage.Contains('x', StringComparison.Ordinal))
            await site.WithdrawAsync(id, new("", "", "Gone"));
        await site.SetAsync(id, copy =>
        {
            copy.Stage = Enum.Parse<Stage>(words[0].TrimEnd('+', 'x', '~', '1', '2'));
            copy.Submitted = words[0].FirstOrDefault(char.IsAsciiDigit) is var digit and not default(char) ? digit - '0' : null;
            copy.SubmittedById = copy.Stage == Stage.InReview || words.Length > 2 ? 1 : null;
            copy.PublishAt = copy.Stage == Stage.Scheduled ? TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(1) : null;
            copy.DeletedAt = words[0].Contains('~', StringComparison.Ordinal) ? TimeProvider.System.GetUtcNow().UtcDateTime : null;
        });
        Assert.Equal(stage.Replace(" submitted", "", StringComparison.Ordinal), StageOf(await site.CopyAsync(id)));
        return id;
    }

    private static string StageOf(WorkingCopy copy) =>
        $"{copy.Stage}{copy.Submitted}{copy.Entry.State switch { EntryState.Published => "+", EntryState.Withdrawn => "x", _ => "" }}{(copy.DeletedAt is null ? "" : "~")} {copy.Published ?? 0}/{copy.Newest}";

    private async Task<string> TakeAsync(DeskClient person, string token, int id, string step)
    {
        var copy = await site.CopyAsync(id);
        var seen = step is "return" or "unschedule" ? copy.Submitted ?? copy.Newest : step == "restore" ? 1 : copy.Newest;
        var address = $"/admin/entries/{id}/{step switch { "back" => "bin/restore", "save" => "edit", _ => step }}";
        List<KeyValuePair<string, string>> fields =
        [
            new("__RequestVerificationToken", token), new("Number", seen.ToString(CultureInfo.InvariantCulture)), new("Reason", "In a test"), new("Comment", "In a test"),
            new("At", TimeProvider.System.GetUtcNow().AddDays(2).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture)), new("WithdrawalReason.En", "In a test"),
            new("Base", copy.Newest.ToString(CultureInfo.InvariantCulture)), new("Summary.En", "Typed in a test"),
        ];
        using var form = new FormUrlEncodedContent(fields);
        using var answer = await person.PostAsync(new Uri(address, UriKind.Relative), form, TestContext.Current.CancellationToken);
        switch (answer.StatusCode)
        {
            case HttpStatusCode.NotFound:
                return "Gone";
            case HttpStatusCode.Forbidden:
                return "NotAllowed";
            case HttpStatusCode.Conflict:
                using (var page = await answer.ReadPageAsync())
                    return OutcomeOf(page.TextOf(".next [role=alert]"));
            case HttpStatusCode.Redirect:
                using (var next = await person.FollowAsync(answer))
                    return OutcomeOf(next.QuerySelector(".notice")?.TextContent ?? "=");
            default:
                return $"{(int)answer.StatusCode}";
        }
    }

    private static string OutcomeOf(string words)
    {
        var ui = Ui.In(Language.En);
        return words == "=" || words.Contains(ui["Edit.Unchanged"], StringComparison.Ordinal) ? "="
            : words.Contains(ui["Workflow.NothingScheduled"], StringComparison.Ordinal) ? "NothingScheduled"
            : Enum.GetNames<WorkflowOutcome>().FirstOrDefault(o => ui.Has($"Workflow.Refused.{o}") && words.Contains(ui[$"Workflow.Refused.{o}"], StringComparison.Ordinal)) ?? "Done";
    }
}
