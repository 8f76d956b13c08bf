from test_languages import *


@pytest.mark.parametrize("name", PEOPLE)
def test_zz(cast, busy_house, as_, name):
    found=set()
    c=as_(name); c.cookies[settings.LANGUAGE_COOKIE_NAME]="en"
    for path, tree in crawl(c): found.add(get_resolver().resolve(urlsplit(path).path).view_name)
    print(name, sorted(f[8:] for f in found if f.startswith(("reports","notices"))))
