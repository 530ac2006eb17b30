using CsCheck;
using CsmPartners.Web.Rendering.Maps;

namespace CsmPartners.Tests.Rendering.Maps;

public sealed class LabelTests
{
    private static readonly Box Edge = new(0, 0, 400, 300);

    [Fact]
    public void A_name_stands_at_the_right_of_its_mark_where_there_is_room()
    {
        var label = Assert.Single(Label.Place([At(100, 100, "Алматы")], Edge))!;
        Assert.Equal("start", label.Anchor);
        Assert.True(label.At.X > 106);
    }

    [Fact]
    public void At_the_right_edge_it_stands_at_the_left()
    {
        var label = Assert.Single(Label.Place([At(390, 100, "Токио")], Edge))!;
        Assert.Equal("end", label.Anchor);
        Assert.True(label.At.X < 384);
    }

    [Fact]
    public void Where_the_long_name_has_no_room_the_short_one_stands() =>
        Assert.Equal("Будапешт +1", Assert.Single(Label.Place([At(20, 20, "Будапешт, Сазхаломбатта", "Будапешт +1")], new Box(0, 0, 140, 40)))!.Text);

    [Fact]
    public void Where_nothing_has_room_there_is_no_name() =>
        Assert.Null(Assert.Single(Label.Place([At(20, 20, "Санкт-Петербург")], new Box(0, 0, 40, 40))));

    [Fact]
    public void A_mark_without_a_name_gets_none() => Assert.Null(Assert.Single(Label.Place([At(100, 100)], Edge)));

    [Fact]
    public void The_name_of_an_area_stands_outside_of_it()
    {
        var area = new Box(100, 100, 300, 200);
        var label = Assert.Single(Label.Place([new Labelled(area, ["Еуропа"], IsArea: true)], Edge))!;
        Assert.True(label.At.Y < area.Top);
    }

    [Fact]
    public void No_name_meets_another_or_a_mark_or_the_edge() =>
        Gen.Select(Gen.Double[10, 390], Gen.Double[10, 290], Gen.String[Gen.Char["абвгдежзийклмнопрстуфхцчшщыэюяәғқңөұүһі -"], 1, 25]).Array[1, 40].Sample(places =>
        {
            var marks = places.Select(p => At(p.Item1, p.Item2, p.Item3)).ToList();
            var placed = Label.Place(marks, Edge).Select((label, i) => (label, marks[i])).Where(l => l.label is not null).Select(l => BoxOf(l.label!)).ToList();
            Assert.All(placed, box => Assert.True(box.IsIn(Edge)));
            Assert.All(placed, box => Assert.DoesNotContain(marks, m => m.Mark.Meets(box)));
            Assert.All(placed.SelectMany((one, i) => placed.Skip(i + 1).Select(other => (one, other))), pair => Assert.False(pair.one.Meets(pair.other)));
        });

    private static Labelled At(double x, double y, params string[] texts) => new(Box.Around(new MapPoint(x, y), 6), texts);

    // The letters themselves, without the air around the line.
    private static Box BoxOf(Label label)
    {
        var width = TextWidth.Of(label.Text) * Label.FontSize;
        var left = label.At.X - (label.Anchor == "start" ? 0 : label.Anchor == "end" ? width : width / 2);
        return new Box(left + 0.01, label.At.Y - 12.9, left + width - 0.01, label.At.Y + 3.9);
    }
}
