using System.Net;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using CsmPartners.Visitors;
using CsmPartners.Web.Admin.Letters;
using CsmPartners.Web.Site.Contact;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Interleavings;

/// <summary>A visitor's message between the visitor, two members of staff and the program that announces it.</summary>
[Collection(InterleavingsCollection.Name)]
public sealed class MessageOrderTests(InterleavingSite site)
{
    private int id;

    [Fact]
    public async Task Sent_twice_at_once_to_two_nodes_it_is_stored_once()
    {
        await site.BeginAsync();
        await site.ExploreAsync(
            async order =>
            {
                Assert.All(order.Answers, a => Assert.Equal($"{LetterOutcome.Taken}", a!.Body));
                Assert.Single(await site.LettersByAsync("once"));
            },
            Send("one node", "the same words"),
            Send("another node", "the same words"));
    }

    [Fact]
    public async Task Of_two_messages_sent_at_once_with_one_form_to_two_nodes_one_is_stored()
    {
        await site.BeginAsync();
        await site.ExploreAsync(
            async order =>
            {
                Assert.Equal([$"{LetterOutcome.FormUsed}", $"{LetterOutcome.Taken}"], order.Answers.Select(a => a!.Body).Order(StringComparer.Ordinal));
                Assert.Single(await site.LettersByAsync("once"));
            },
            Send("one node", "some words"),
            Send("another node", "other words"));
    }

    [Fact]
    public async Task Two_who_take_it_in_hand_are_told_of_each_other()
    {
        await PrepareAsync();
        await site.ExploreAsync(
            async order =>
            {
                Assert.Equal(1, order.Taken);
                Assert.Equal((1, order.Redirected(0) ? "Mine" : "Theirs"), await NoteAsync(order));
                Assert.Contains(order.Redirected(0) ? "Theirs" : "Mine", order.Answers[order.Redirected(0) ? 1 : 0]!.Body, StringComparison.Ordinal);
            },
            await MarkAsync(site.Editor, "in-hand", "Mine"),
            await MarkAsync(site.OtherEditor, "answered", "Theirs"));
    }

    [Fact]
    public async Task Deleted_while_somebody_answers_it_it_is_gone_and_the_record_says_so_once()
    {
        await PrepareAsync();
        await site.ExploreAsync(
            async order => Assert.Equal(await IsGoneAsync(order) ? [AuditAction.LetterDeleted] : [], await order.LinesAsync()),
            await MarkAsync(site.Editor, "answered", "Mine"),
            await DeleteAsync(site.Publisher));
    }

    [Fact]
    public async Task Two_who_delete_it_do_so_once()
    {
        await PrepareAsync();
        await site.ExploreAsync(
            async order =>
            {
                Assert.True(await IsGoneAsync(order));
                Assert.Equal([AuditAction.LetterDeleted], await order.LinesAsync());
            },
            await DeleteAsync(site.Publisher),
            await DeleteAsync(site.OtherPublisher));
    }

    [Fact]
    public async Task Two_nodes_announce_it_once()
    {
        await PrepareAsync();
        await site.ExploreAsync(
            async order =>
            {
                Assert.Single(await site.AllToAsync("letters@museum.test"));
                Assert.Null(await order.ReadAsync(db => db.Letters.Where(l => l.Id == id).Select(l => l.AnnounceAt).SingleAsync()));
            },
            Announcer("one node"),
            Announcer("another node"));
    }

    [Fact]
    public async Task Answered_while_it_is_announced_it_is_announced_once_at_most_and_keeps_its_note()
    {
        await PrepareAsync();
        await site.ExploreAsync(
            async order =>
            {
                Assert.InRange((await site.AllToAsync("letters@museum.test")).Count, 0, 1);
                Assert.True(order.Redirected(0));
                Assert.Equal((1, "Mine"), await NoteAsync(order));
            },
            await MarkAsync(site.Editor, "answered", "Mine"),
            Announcer("a node"));
    }

    [Fact]
    public async Task Deleted_while_it_is_announced_it_stays_deleted()
    {
        await PrepareAsync();
        await site.ExploreAsync(
            async order =>
            {
                Assert.True(await IsGoneAsync(order));
                Assert.InRange((await site.AllToAsync("letters@museum.test")).Count, 0, 1);
            },
            await DeleteAsync(site.Publisher),
            Announcer("a node"));
    }

    private async Task PrepareAsync()
    {
        await site.BeginAsync();
        id = (await site.LetterAsync(l => l.AnnounceAt = site.Start.AddMinutes(-1))).Id;
        await using var db = site.Database();
        if (await db.DeskSettings.SingleOrDefaultAsync() is not { } settings)
            db.Add(settings = new DeskSettings());
        settings.LettersTo = "letters@museum.test";
        await db.SaveChangesAsync();
    }

    /// <summary>A node takes one message after another; two nodes do not know of each other.</summary>
    private Act Send(string name, string words) => new(name, async () =>
    {
        using var intake = ActivatorUtilities.CreateInstance<LetterIntake>(site.Services);
        var letter = new Letter { Key = words, FormNumber = "one", Kind = LetterKind.Question, Language = "en", Text = words, Name = "once", At = site.Start };
        return new Answer(HttpStatusCode.OK, "", $"{await intake.TakeAsync(letter, IPAddress.Loopback)}");
    });

    private async Task<Act> MarkAsync(DeskClient person, string state, string note) =>
        site.Act("mark", await Request.PostAsync(person, $"/admin/letters/{id}", "form.plain-form", ("State", state), ("Note", note)));

    private async Task<Act> DeleteAsync(DeskClient person) => site.Act("delete", await Request.PostAsync(person, $"/admin/letters/{id}", "form[action$='/delete']"));

    private Act Announcer(string name) => new(name, async () =>
    {
        using var announcer = ActivatorUtilities.CreateInstance<LetterAnnouncer>(site.Services);
        Assert.True(await announcer.RunAsync(TestContext.Current.CancellationToken));
        return null;
    });

    private Task<bool> IsGoneAsync(Order order) => order.ReadAsync(async db => !await db.Letters.AnyAsync(l => l.Id == id));

    private Task<(int Changes, string Note)> NoteAsync(Order order) => order.ReadAsync(async db =>
    {
        var letter = await db.Letters.AsNoTracking().SingleAsync(l => l.Id == id);
        return (letter.Changes, letter.Note);
    });
}
