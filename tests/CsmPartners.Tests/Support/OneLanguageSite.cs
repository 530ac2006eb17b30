using CsmPartners.Forms;
using CsmPartners.Revisions;
using CsmPartners.Staff;
using CsmPartners.Tests.Media;

namespace CsmPartners.Tests.Support;

/// <summary>
/// The museum's record, and beside it entries whose texts are known in Kazakh alone or in Russian alone, at every place where a text can
/// stand: with pictures, documents, letters, comments, unpublished changes.
/// </summary>
public sealed class OneLanguageSite : TestSite, IAsyncLifetime
{
    /// <summary>In every text of the entries that are known in one language, by that language.</summary>
    public static IReadOnlyDictionary<Language, string> Marks { get; } = new Dictionary<Language, string> { [Language.Kk] = "Әңғ", [Language.Ru] = "Ёщъ" };

    /// <summary>In their titles, for a search whose own words are not taken for theirs.</summary>
    public const string Sought = "көркемөнерсынақ";

    public IReadOnlyList<int> Entries { get; private set; } = [];

    public IReadOnlyList<int> Files { get; private set; } = [];

    public int Deleted { get; private set; }

    public int Letter { get; private set; }

    /// <summary>Every whole text that was written.</summary>
    public IReadOnlySet<string> Texts => texts;

    private readonly HashSet<string> texts = [];

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await base.InitializeAsync();
        using var editor = await this.StaffAsync(StaffRole.Editor);
        var (entries, files) = (new List<int>(), new List<int>());
        foreach (var language in Marks.Keys)
        {
            var picture = await FileAsync(language, "сурет");
            var document = await FileAsync(language, "құжат", TestFiles.Pdf());
            files.AddRange(picture, document);
            entries.AddRange(await MakeAsync(language, [picture, document]));
        }

        Deleted = await this.EntryAsync(new ExhibitionForm { Slug = "kk-deleted", Title = Text(Language.Kk, "жойылған"), Starts = "2013" });
        await this.SetAsync(Deleted, copy => copy.DeletedAt = DateTime.UnixEpoch);
        (Entries, Files) = (entries, files);
        Letter = (await this.LetterAsync(letter => letter.EntryId = entries[0])).Id;
        await PublishAsync(db =>
        {
            db.Add(new Comment { EntryId = entries[0], Revision = 1, AuthorName = "Curator", Text = "A comment", At = DateTime.UnixEpoch });
            return Task.CompletedTask;
        });

        async Task<int> FileAsync(Language language, string words, byte[]? bytes = null)
        {
            using var page = await editor.GetPageAsync("/admin/media/new");
            using var response = await editor.PostFormAsync(page, ".media-form", files: [("files", bytes is null ? $"{language}.jpg" : $"{language}.pdf", "image/jpeg", bytes ?? TestFiles.Jpeg(language == Language.Kk ? 500 : 510, 400))]);
            var id = int.Parse(response.Headers.Location!.ToString().Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
            await PublishAsync(async db =>
            {
                var file = (await db.MediaFiles.FindAsync(id))!;
                (file.Title, file.Alt, file.Credit) = (Text(language, words), Text(language, $"{words} сипаты"), Text(language, "түсірген"));
            });
            return id;
        }
    }

    private LocalizedText Text(Language language, string words)
    {
        var text = $"{Marks[language]} {words}";
        texts.Add(text);
        return language == Language.Kk ? new(text, "", "") : new("", text, "");
    }

    private async Task<IReadOnlyList<int>> MakeAsync(Language language, IReadOnlyList<int> files)
    {
        List<MediaItem> media = [.. files.Select((id, i) => new MediaItem { Key = $"f{i}", Id = id })];
        var partner = await this.PublishedAsync(new PartnerForm
        {
            Slug = $"{language}-partner", Title = Text(language, $"{Sought} серіктес"), Summary = Text(language, "жайында"), Body = Text(language, "мәтін"), Institution = "Museum", Country = "FR", City = Text(language, "қала"), Latitude = "48.1", Longitude = "2.2",
            FormerNames = [new() { Key = "a1", Name = $"{Marks[Language.Kk]} бұрынғы", From = "1990" }], Media = media,
        });
        var project = await this.PublishedAsync(new ProjectForm { Slug = $"{language}-project", Title = Text(language, $"{Sought} жоба"), Summary = Text(language, "жоба туралы"), Type = "Research", Starts = "2014", Participations = [new() { Key = "a1", PartnerId = partner, Role = "Party" }] });
        var exhibition = await this.PublishedAsync(new ExhibitionForm
        {
            Slug = $"{language}-exhibition", Title = Text(language, $"{Sought} көрме"), Summary = Text(language, "көрме туралы"), Body = Text(language, $"көрме, [[partner:{language}-partner]] және [[partner:kunstkamera]]"), Starts = "2014", PartOfId = project, Media = media,
            Participations = [new() { Key = "a1", PartnerId = partner, Role = "Host" }],
            Venues = [new() { Key = "b1", Name = Text(language, "зал"), City = Text(language, "өзге қала"), Country = "FR" }, new() { Key = "b2", PartnerId = partner }],
            People = [new() { Key = "c1", Name = Text(language, "кісі"), Task = Text(language, "жетекші") }],
        });
        var training = await this.PublishedAsync(new TrainingForm
        {
            Slug = $"{language}-training", Title = Text(language, $"{Sought} оқу"), StaffCategories = Text(language, "мамандар"), Participations = [new() { Key = "a1", PartnerId = partner, Role = "Party" }],
            // Two references: one to an entry in the text's own language, one to an entry in the page's.
            Body = new("Мәтін.", $"Текст, [[partner:{language}-partner]].", $"Text, [[partner:{language}-partner]]."),
        });
        var page = await this.PublishedAsync(new PageForm { Slug = $"{language}-page", Title = Text(language, $"{Sought} бет"), Summary = Text(language, "бет туралы"), Body = Text(language, "беттің мәтіні"), MenuPosition = "9" });
        var withdrawn = await this.PublishedAsync(new ExhibitionForm { Slug = $"{language}-withdrawn", Title = Text(language, "алынған көрме"), Starts = "2012" });
        await this.WithdrawAsync(withdrawn, Text(language, "себебі"));
        await this.ChangeAsync<PartnerForm>(partner, null, form => form.Summary = Text(language, "басқаша"));
        await this.ChangeAsync<ExhibitionForm>(exhibition, null, form => form.Participations.Clear());
        return [partner, project, exhibition, training, page, withdrawn];
    }
}
