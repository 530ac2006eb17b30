using System.Collections;
using CsmPartners.Texts;

namespace CsmPartners.Forms;

/// <summary>The rules that hold for every text of a form, whichever field it stands in.</summary>
public static class FormText
{
    /// <summary>Tidies every text in place and says which hold something that no text may hold.</summary>
    public static IReadOnlyList<Problem> Tidy(EntryForm form)
    {
        var problems = new List<Problem>();
        Walk(form, "", problems);
        return problems;
    }

    private static void Walk(object owner, string path, List<Problem> problems)
    {
        foreach (var property in owner.GetType().GetProperties().Where(p => p.CanWrite && p.GetIndexParameters().Length == 0))
        {
            var name = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
            switch (property.GetValue(owner))
            {
                case null when property.PropertyType == typeof(string):
                    property.SetValue(owner, "");
                    break;
                case string text:
                    property.SetValue(owner, Tidy(text, name, problems));
                    break;
                case LocalizedText text:
                    property.SetValue(owner, new LocalizedText(Tidy(text.Kk, $"{name}.Kk", problems), Tidy(text.Ru, $"{name}.Ru", problems), Tidy(text.En, $"{name}.En", problems)));
                    break;
                case List<string> texts:
                    for (var i = 0; i < texts.Count; i++)
                        texts[i] = Tidy(texts[i], $"{name}[{i}]", problems);
                    break;
                case IList rows:
                    for (var i = 0; i < rows.Count; i++)
                        Walk(rows[i]!, $"{name}[{i}]", problems);
                    break;
            }
        }
    }

    private static string Tidy(string? text, string field, List<Problem> problems)
    {
        var tidy = TextRules.Tidy(text);
        if (TextRules.Problem(tidy) is { } finding)
            problems.Add(new Problem(field, $"Form.{finding.Problem}", finding.Near));
        // No page can carry it, so it could not be shown again; the person is told where it was.
        return new string([.. tidy.Where(c => !char.IsControl(c) || c is '\n' or '\t')]);
    }
}
