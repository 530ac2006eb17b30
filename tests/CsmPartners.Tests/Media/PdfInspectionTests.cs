using System.Text;
using CsmPartners.Web.Media;
using CsmPartners.Web.Media.Pdf;

namespace CsmPartners.Tests.Media;

/// <summary>Documents that act, hidden in every place where viewers find an object, and those of honest producers.</summary>
public sealed class PdfInspectionTests
{
    private const string Script = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>";

    private static readonly (int Number, string Content)[] Page =
    [
        (1, "<< /Type /Catalog /Pages 2 0 R >>"), (2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"), (3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"),
    ];

    public static TheoryData<string> Actions =>
    [
        "/OpenAction << /S /JavaScript /JS (1) >>", "/OpenAction << /S /J#61vaScript /#4aS (1) >>", "/OpenAction<</S/#4C#61unch/F(calc.exe)>>", "/OpenAction << /S /URI /URI (https://example.com) >>",
        "/OpenAction << /S 9 0 R >>", "/OpenAction << /S /GoTo /D [3 0 R /Fit] /Next << /S /Named /N /Print >> >>", "/OpenAction 3", "/AA << /WC << /S /GoTo >> >>", "/AA\u0000<</O 9 0 R>>", "/AA\f9 0 R", "/A#41 9 0 R",
        "/Names << /JavaScript << /Names [(a) 9 0 R] >> >>", "/Names << /EmbeddedFiles 9 0 R >>", "/AcroForm << /XFA [(template) 9 0 R] >>", "/X << /Type /Filespec /EF << /F 9 0 R >> >>",
        "/X [ << /S /GoToR /F (//host/share) >> ]", "/X [[[ << /S /GoToE >> ]]]", "/X << /S /SubmitForm /F (https://example.com) >>", "/X << /S /ImportData >>", "/X << /Subtype /RichMedia >>",
        "/X << /RichMediaContent 9 0 R >>", "/X << /S /Rendition >>", "/X << /Subtype/FileAttachment>>", "/X << /S % a comment\n /Launch >>", "/X << /S\r\r\t/Launch >>", "/X << (>>) /S /Launch >>", "/X << /A /B /C /S /Launch >>",
        "/X << /Y (\\) (a\\)) ) /S /Launch >>", "/X << /Y <</Z 1>> /S /Launch >>", "/X << /Y <3e3e> /S /Launch >>",
    ];

    [Theory]
    [MemberData(nameof(Actions))]
    public void What_acts_is_found_in_the_file_in_an_object_stream_and_in_the_trailer(string action)
    {
        Assert.Equal(MediaRefusal.Active, Look(new PdfMaker().Page(action).Table()));
        Assert.Equal(MediaRefusal.Active, Look(new PdfMaker().ObjectStream(9, [.. Page[1..], (1, $"<< /Type /Catalog /Pages 2 0 R {action} >>")]).Table()));
        Assert.Equal(MediaRefusal.Active, Look(new PdfMaker().Page().Table($"/Root << /Pages 2 0 R {action} >>")));
        // A later version of the document, and an earlier one.
        Assert.Equal(MediaRefusal.Active, Look(new PdfMaker().Page().Table().Object(1, $"<< /Type /Catalog /Pages 2 0 R {action} >>").Table()));
        Assert.Equal(MediaRefusal.Active, Look(new PdfMaker().Page(action).Table().Object(1, "<< /Type /Catalog /Pages 2 0 R >>").Table()));
    }

    public static TheoryData<string, string> HidingPlaces => new()
    {
        { "a comment", $"% 9 0 obj {Script} endobj\n" },
        { "a text", $"8 0 obj (text 9 0 obj {Script} endobj) endobj\n" },
        { "a stream", $"8 0 obj << /Length 5 >> stream\nabcde 9 0 obj {Script} endobj endstream endobj\n" },
        { "a stream that ends twice", $"8 0 obj << /Length 5 >> stream\nabcde\nendstream 9 0 obj {Script} endobj\nendstream endobj\n" },
        { "a stream without an end", $"8 0 obj << >> stream\n9 0 obj {Script}\n" },
        { "an object without an end", $"8 0 obj 5\n9 0 obj {Script}\n" },
        { "numbers apart", $"9\n\n0\tobj{Script}endobj\n" },
        { "numbers with comments between", $"9 % one\n%two % 3\n 0 % 3 obj\r obj {Script} endobj\n" },
        { "numbers with a comment after a sign", $"(%) 9 0 %)\nobj {Script} endobj\n" },
        { "a number and a word in one", $"9 0obj{Script}\n" },
        { "odd numbers", $"+9 0.0 obj {Script} endobj\n" },
        { "zeros between", $"9\u00000\u0000obj\u0000{Script}\n" },
        { "the word endobj", $"8 0 obj 1 endobj 9 0 obj {Script} endobj\n" },
        { "an action by reference", "9 0 obj << /S 10 0 R >> endobj 10 0 obj /JavaScript endobj\n" },
    };

    [Theory]
    [MemberData(nameof(HidingPlaces))]
    public void What_acts_is_found_wherever_a_viewer_may_find_an_object(string place, string bytes) =>
        Assert.True(Look(new PdfMaker().Page().Add(bytes).Table()) == MediaRefusal.Active, place);

    [Fact]
    public void What_is_done_on_opening_may_be_a_place_in_the_document_alone()
    {
        foreach (var (opening, refusal) in new (string, MediaRefusal?)[]
        {
            ("[3 0 R /XYZ null null 0]", null), ("<< /S /GoTo /D [3 0 R /Fit] >>", null), ("<< /Type /Action /S /GoTo /D (top) >>", null), ("<< /S /URI /URI (https://example.com) >>", MediaRefusal.Active),
            ("<< /S /Named /N /Print >>", MediaRefusal.Active), ("10 0 R", MediaRefusal.Active), ("<< /S /GoTo /S /URI >>", MediaRefusal.Active),
        })
        {
            Assert.Equal(refusal, Look(new PdfMaker().Page("/OpenAction 9 0 R").Object(9, opening).Table()));
            Assert.Equal(refusal, Look(new PdfMaker().Object(9, opening).Page("/OpenAction 9 0 R").Table()));
            Assert.Equal(refusal, Look(new PdfMaker().ObjectStream(8, (9, opening)).Page("/OpenAction 9 0 R").Table()));
        }
    }

    [Fact]
    public void Object_streams_are_read_however_they_are_written_or_refused()
    {
        var hidden = (9, Script);
        foreach (var keys in new[] { "", "/Type /Obj#53tm", "/Type 7 0 R", "/Type /XObject", "/Type /ObjStm /Extends 5 0 R", "/Length 3", "/Type /ObjStm /DecodeParms null", "/DecodeParms << /Predictor 1 >>" })
            Assert.True(Look(new PdfMaker().Page().ObjectStream(8, keys, hidden).Table()) == MediaRefusal.Active, keys);
        foreach (var keys in new[] { "/Filter /ASCIIHexDecode", "/Filter [/ASCII85Decode /FlateDecode]", "/Filter 7 0 R", "/DecodeParms << /Predictor 12 >>", "/N 1", "/First 0" })
            Assert.True(Look(new PdfMaker().Page().ObjectStream(8, $"/Type /ObjStm {keys}", hidden).Table()) == MediaRefusal.Broken, keys);
        foreach (var keys in new[] { "/N 1", "/N 1 /First 9 0 R", "/N 1 /First 400", "/N -1 /First -1" })
            Assert.True(Look(new PdfMaker().Page().Stream(8, $"/Type /ObjStm {keys}", Encoding.ASCII.GetBytes($"9 0 {Script}")).Table()) == MediaRefusal.Broken, keys);
        Assert.NotNull(Look(new PdfMaker().Page().Stream(8, "/Type /ObjStm /N 1000000000 /First 4", Encoding.ASCII.GetBytes($"9 0 {Script}")).Table()));
        Assert.Equal(MediaRefusal.Active, Look(new PdfMaker().Page().Stream(8, "/N 1 /First 4", Encoding.ASCII.GetBytes($"9 0 {Script}")).Table()));
        // An offset that leads into a text.
        Assert.Equal(MediaRefusal.Active, Look(new PdfMaker().Page().Stream(8, "/Type /ObjStm /N 1 /First 4", Encoding.ASCII.GetBytes($"9 1 ({Script})")).Table()));
        Assert.Equal(MediaRefusal.Broken, Look(new PdfMaker().Page().Stream(8, "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", [1, 2, 3]).Table()));
        Assert.Equal(MediaRefusal.Active, Look(new PdfMaker().Page().Stream(8, "/F (other.bin) /FFilter /FlateDecode", [1]).Table()));
    }

    [Fact]
    public void What_cannot_be_parsed_what_is_encrypted_and_what_costs_too_much_is_refused()
    {
        foreach (var broken in new[] { "<< /A", "[ 1 2", "<< /A [ >>", "<< /A << /B 1 >>" })
            Assert.True(Look(new PdfMaker().Page().Object(9, broken).Table()) == MediaRefusal.Broken, broken);
        Assert.Equal(MediaRefusal.Broken, Look(new PdfMaker().Page()));
        Assert.Equal(MediaRefusal.Broken, Look(new PdfMaker("9.9").Page().Table()));
        Assert.Equal(MediaRefusal.Encrypted, Look(new PdfMaker().Page().Table("/Encrypt 9 0 R")));
        Assert.Equal(MediaRefusal.Encrypted, Look(new PdfMaker().Page().Stream(9, "/Type /XRef /W [1 2 1] /#45ncrypt 8 0 R", []).Table()));
        Assert.Equal(MediaRefusal.Unreadable, Look(new PdfMaker().Page().Object(9, new string('[', 5000)).Table()));
        Assert.Equal(MediaRefusal.Unreadable, Look(new PdfMaker().Page().Stream(8, "/Type /ObjStm /N 0 /First 0 /Filter /FlateDecode", PdfMaker.Deflated(new byte[100 * 1024 * 1024])).Table()));
        // Each object is a text that runs to the end of the file.
        Assert.Equal(MediaRefusal.Unreadable, Look(new PdfMaker().Page().Add(string.Concat(Enumerable.Repeat("1 0 obj (\n", 100_000))).Table()));
        // One object named a hundred thousand times.
        var offsets = string.Concat(Enumerable.Repeat("9 0 ", 100_000));
        Assert.Equal(MediaRefusal.Unreadable, Look(new PdfMaker().Page().Stream(8, $"/Type /ObjStm /N 100000 /First {offsets.Length}", Encoding.ASCII.GetBytes($"{offsets}[{new string('0', 50_000)}]")).Table()));
    }

    [Fact]
    public void Documents_of_honest_producers_are_taken()
    {
        // A word processor: compressed objects, a table that is a stream, bookmarks, links, a language, fonts with names of their own.
        Assert.Null(Look(new PdfMaker("1.6")
            .Stream(5, "/Filter /FlateDecode", PdfMaker.Deflated("BT /F1 12 Tf (/JavaScript /AA) Tj ET"u8.ToArray()))
            .ObjectStream(9, [.. Page[..2], (3, "<</Type/Page/Parent 2 0 R/Contents 5 0 R/Annots[6 0 R]/Resources<</Font<</F1 7 0 R/JS 7 0 R/AA 7 0 R>>/XObject<</EF 8 0 R>>>>>>"),
                (6, "<</Type/Annot/Subtype/Link/F 4/Rect[0 0 9 9]/A<</Type/Action/S/URI/URI(https://museum.kz/JS)>>>>"), (7, "<</Type/Font/Subtype/TrueType/BaseFont/BAAAAA+LiberationSerif/FirstChar 0>>")])
            .Stream(10, "/Type /XRef /Size 11 /W [1 2 1] /Root 1 0 R /Info << /Title (\\(/Launch /AA\\)) /Producer <FEFF004C> >> /Filter /FlateDecode /DecodeParms << /Columns 4 /Predictor 12 >>", PdfMaker.Deflated(new byte[44]))
            .Add("startxref\n900\n%%EOF\n")));
        // A scanner: pages as JPEG, CRLF everywhere, a table a few bytes off.
        Assert.Null(Look(new PdfMaker("1.4").Page("/OpenAction [3 0 R /Fit]\r\n/ViewerPreferences << /DisplayDocTitle true >>", "/Resources << /XObject << /Im0 5 0 R >> >>")
            .Stream(5, "/Type /XObject /Subtype /Image /Width 2000 /Height 3000 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode", TestFiles.Jpeg(1000, 800)).Add("\r\n").Table()));
        // A signed form that was saved twice, tagged, with metadata.
        Assert.Null(Look(new PdfMaker().Page("/MarkInfo << /Marked true >> /StructTreeRoot 6 0 R /Metadata 7 0 R /AcroForm << /SigFlags 3 /Fields [8 0 R] >>")
            .Object(6, "<< /Type /StructTreeRoot /K [ << /S /Document /P 6 0 R >> ] /RoleMap << /Sound1 /P >> >>")
            .Stream(7, "/Type /Metadata /Subtype /XML", "<x:xmpmeta>obj /JS trailer 1 obj</x:xmpmeta>"u8.ToArray().AsSpan(0, 20).ToArray())
            .Table().Object(8, "<< /FT /Sig /T (Signature1) /V << /Type /Sig /Filter /Adobe.PPKLite /ByteRange [0 1 2 3] /Contents <3082> >> >>").Table("/Prev 100")));
        // Chance: the three letters in compressed data, behind digits that are no header.
        foreach (var noise in new[] { "\u0001obj<<", "7obj<<", "x7 obj (", "1.obj [", "\nobj <<", "%\nobj <<" })
            Assert.True(Look(new PdfMaker().Page().Stream(9, "/Filter /DCTDecode", Encoding.Latin1.GetBytes($"\u00ff\u00d8{noise}\u00ff")).Table()) is null, noise);
        // Names that only begin or end like those that act.
        Assert.Null(Look(new PdfMaker().Page("/X << /AAA 1 /JSX 2 /Launcher 3 /Y [/AA /JS /EF] /BM /Screen /javascript 1 /S /D#4a >>").Table()));
    }

    [Fact]
    public void A_scan_of_the_largest_size_costs_about_one_look_at_each_byte()
    {
        var noise = new byte[19 * 1024 * 1024];
        new Random(1).NextBytes(noise);
        Assert.Null(Look(new PdfMaker().Page().Stream(9, "/Filter /DCTDecode", noise).Table()));
    }

    private static MediaRefusal? Look(PdfMaker document) => PdfInspection.Of(document.Done());
}
