using CsmPartners.Entries;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Support;

/// <summary>A site with entries whose texts mean something to a spreadsheet, a reference manager or a browser, and with some that visitors must not see.</summary>
public sealed class DataSite : TestSite
{
    public static IReadOnlyList<string> HostileTitles { get; } =
    [
        "=HYPERLINK(\"http://evil.example\",\"нажми\")",
        "+7 727",
        "-2+3",
        "@SUM(A1:A9)",
        "\tтабуляция",
        "\nперевод",
        "'апостроф",
        "''два апострофа",
        "кавычка \", запятая, точка с запятой; всё",
        "одна строка\nTY  - BOOK\nER  - \nвторая",
        "скобки } } { и \\ и %&_#$~^",
        "</script><script>alert(1)</script>",
        "Әіңғүұқөһ ӘІҢҒҮҰҚӨҺ",
        "a|b\\c",
        "вопрос?",
        " пробелы по краям ",
    ];

    /// <summary>Of a page that stands on no list: HTML has no way to write a carriage return, and nobody can type one.</summary>
    public const string WithReturns = "\rвозврат\r\nTY  - BOOK\r\nER  - ";

    public static string SlugOf(int hostile) => $"hostile-{hostile}";

    /// <summary>An entry whose three titles are the hostile one.</summary>
    public static int Count => HostileTitles.Count;

    public int WithdrawnNumber { get; private set; }

    public int HiddenNumber { get; private set; }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        (WithdrawnNumber, HiddenNumber) = await AddHostileAsync(this);
    }

    /// <returns>The numbers of two entries that visitors must not see.</returns>
    public static async Task<(int Withdrawn, int Hidden)> AddHostileAsync(TestSite site)
    {
        var withdrawn = Partner("withdrawn-partner", "Тайное имя");
        (withdrawn.State, withdrawn.WithdrawalReason) = (EntryState.Withdrawn, new("Қате енгізілген.", "Внесено по ошибке.", "Entered by mistake."));
        var hidden = Partner("hidden-partner", "Черновик о тайне");
        hidden.State = EntryState.Hidden;
        await site.PublishAsync(async db =>
        {
            foreach (var (title, number) in HostileTitles.Select((t, i) => (t, i)))
            {
                var partner = Partner(SlugOf(number), title);
                partner.Acronyms = [title, "Б"];
                partner.FormerNames = [new FormerName { Name = title, From = PartialDate.Parse("1934"), Until = PartialDate.Parse("1991-12") }];
                var exhibition = new Exhibition
                {
                    Slug = SlugOf(number),
                    Title = new(title, title, title),
                    Body = new("", "", $"See [[partner:{SlugOf(number)}]], [[partner:{SlugOf(number)}|{{x}}]], [[exhibitions|all]], [[partner:nobody|nobody]] and [[media:99]]."),
                    ChangedAt = new DateTime(2025, 12, 31, 20, 30, 0, DateTimeKind.Utc),
                    Period = new Period { Starts = PartialDate.Parse("2014-05"), Ends = PartialDate.Parse("2014-06-30") },
                    People = [new Person { Name = new(title, title, title), Task = new("", "куратор", "") }],
                    Venues = [new Venue { Name = new(title, "", ""), City = new("Қала", "", ""), Country = "FR", From = PartialDate.Parse("2014-05") }, new Venue { Country = "DE" }],
                };
                exhibition.Participations.Add(new Participation { Activity = exhibition, Partner = partner, Role = number % 2 == 0 ? Role.Host : Role.Patron });
                exhibition.Participations.Add(new Participation { Activity = exhibition, Partner = withdrawn, Role = Role.Lender, Position = 1 });
                db.Add(exhibition);
            }

            db.AddRange(withdrawn, hidden, new Page { Slug = "returns", Title = new(WithReturns, WithReturns, WithReturns), ChangedAt = withdrawn.ChangedAt });
            await db.SaveChangesAsync();
            db.Add(new Redirect { Kind = EntryKind.Partner, Slug = "old-hostile", EntryId = (await db.Entries.SingleAsync(e => e.Slug == SlugOf(0) && e is Partner)).Id });
        });
        return (withdrawn.Id, hidden.Id);
    }

    private static Partner Partner(string slug, string title) => new()
    {
        Slug = slug,
        Title = new(title, title, title),
        Summary = new("", title, ""),
        Country = "FR",
        Latitude = -33.5,
        Longitude = -75.1914,
        Wikidata = "Q6373",
        Ror = "0534yfa71",
        ChangedAt = new DateTime(2025, 12, 31, 20, 30, 0, DateTimeKind.Utc),
    };
}
